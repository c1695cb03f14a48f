import { X } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { HelpLink } from '@/components/ui/help-link.tsx'
import text from '@/components/ui/text.module.css'
import { outputFileName } from '@/lib/outputs/output-names.ts'
import type { PlotOptions } from '../plot-toolbar.tsx'
import styles from '../push-panel.module.css'
import { PushCurves } from '../push-curves.tsx'
import { PushPreviews } from '../push-previews.tsx'
import { download } from '../record/download.ts'
import type { Bench } from '../use-bench.ts'
import { usePreparedOutputs } from '../use-prepared-outputs.ts'
import { WorkbookButton } from '../workbook-button.tsx'
import { DownloadRow } from './download-row.tsx'
import { fileOf } from './output-file.ts'

interface Props {
  readonly bench: Bench
  readonly plotOptions: PlotOptions
  onClose(): void
}

/** What a push would write of a table that has no tenant, as files: one by one, or the chosen ones in one archive. */
export default function DownloadPane({ bench, plotOptions, onClose }: Props) {
  const { loaded } = bench
  const titleRef = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => titleRef.current?.focus(), [])
  const { scope, setScope, outputs, blocked, context } = usePreparedOutputs(bench, plotOptions)
  const files = outputs.outputs.map(fileOf)
  const saveAll = async () => {
    const { zipSync } = await import('fflate')
    const packed = zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])))
    download(outputFileName(loaded.name, 'halfmax.zip'), new Uint8Array(packed), 'application/zip')
  }
  return (
    <section className={styles.panel} aria-label="Download results">
      <header className={styles.head}>
        <div className={text.grow}>
          <h2 ref={titleRef} tabIndex={-1}>
            Download results
          </h2>
          <p className={styles.where}>
            Made in this browser from {loaded.name}. Nothing is sent to any server.
          </p>
        </div>
        <HelpLink to="tables#results">results</HelpLink>
        <Button look="icon" aria-label="Close the downloads" onClick={onClose}>
          <X size={16} aria-hidden />
        </Button>
      </header>
      {scope.hasReviews && <PushCurves scope={scope} label="Curves to download" onChoose={setScope} />}
      <section className={styles.block} aria-label="Files">
        <header>
          <h3>Files</h3>
          <span className={classNames(text.small, text.muted)}>
            {outputs.chosen.size} of {outputs.prepared.length} chosen
          </span>
          {context && <WorkbookButton context={context} blocked={null} />}
        </header>
        <ul>
          {outputs.prepared.map((output) => (
            <DownloadRow
              key={output.id}
              output={output}
              isChosen={outputs.chosen.has(output.id)}
              blocked={blocked}
              file={files.find(({ id }) => id === output.id) ?? null}
              onChoose={outputs.choose}
            />
          ))}
        </ul>
      </section>
      <PushPreviews
        plot={outputs.plot}
        plotAlt={`Plot of ${loaded.name} as it will be downloaded`}
        tables={outputs.tables}
        texts={outputs.texts}
      />
      <footer className={styles.foot}>
        <span className={styles.say}>{blocked ?? 'One archive with the chosen files.'}</span>
        <Button onClick={onClose}>Close</Button>
        <Button
          look="primary"
          disabledReason={blocked ?? (files.length === 0 ? 'Choose at least one file' : null)}
          onClick={() => void saveAll()}
        >
          {`Download ${files.length} ${files.length === 1 ? 'file' : 'files'}`}
        </Button>
      </footer>
    </section>
  )
}
