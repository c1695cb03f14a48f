import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { tableToCsv } from '@/lib/outputs/csv.ts'
import { outputFileName } from '@/lib/outputs/output-names.ts'
import { resultsTable } from '@/lib/outputs/results-table.ts'
import { useMethodsText } from '../bench-methods.tsx'
import type { Bench } from '../use-bench.ts'
import { WorkbookButton } from '../workbook-button.tsx'
import { CopyButton } from './copy-button.tsx'
import { download } from './download.ts'
import styles from './record.module.css'
import { fitFileText, rScriptText, type RecordSource } from './record-texts.ts'

interface Props {
  readonly bench: Bench
  readonly source: RecordSource
  /** Why nothing can be written yet, or null. */
  readonly waiting: string | null
}

/** What a push would write, and the script of one curve alone, as downloads. */
export function FileExport({ bench, source, waiting }: Props) {
  const methods = useMethodsText(bench)
  const { curve, curves, loaded } = bench
  const save = (ending: string, text: () => string) =>
    download(outputFileName(loaded.name, ending), text(), 'text/plain;charset=utf-8')
  const files = [
    {
      name: 'Fit file',
      what: 'Settings, exclusions and results, to open here again',
      onSave: () => save('fit-file.txt', () => fitFileText(source)),
    },
    {
      name: curves.length === 1 ? 'R script' : 'R script, all curves',
      what: 'The same rows fitted with R’s drc, with a check',
      onSave: () => save('fits.R', () => rScriptText(source)),
    },
    ...(curve === null || curves.length === 1
      ? []
      : [
          {
            name: `R script, ${curve.label}`,
            what: 'The selected curve alone',
            onSave: () => save(`${slugOf(curve.label)}.R`, () => rScriptText(source, curve.id)),
          },
        ]),
    {
      name: 'Results table',
      what: 'One row per curve at full digits, as CSV',
      onSave: () => save('results.csv', () => tableToCsv(resultsTable(source.context))),
    },
  ]
  return (
    <section className={styles.part} aria-label="Files">
      <h3>Files</h3>
      <ul className={styles.files}>
        {files.map(({ name, what, onSave }) => (
          <li key={name}>
            <Button aria-label={`Download ${name}`} disabledReason={waiting} onClick={onSave}>
              <Download size={16} aria-hidden /> {name}
            </Button>
            <span className={styles.hint}>{what}</span>
          </li>
        ))}
        <li>
          <WorkbookButton context={source.context} blocked={waiting} />
          <span className={styles.hint}>Results, data, exclusions and policy as XLSX</span>
        </li>
      </ul>
      <div className={styles.sentence}>
        <p>{methods}</p>
        <CopyButton text={methods} what="the sentence for the methods section" />
      </div>
    </section>
  )
}

function slugOf(label: string): string {
  return outputFileName(label, 'fit')
}
