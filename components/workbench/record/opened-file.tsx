import { useLayoutEffect, useRef } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { counted } from '@/lib/format/format-number.ts'
import type { Bench } from '../use-bench.ts'
import type { OpenFile } from './open-fit-file.tsx'
import styles from './record.module.css'

interface Props {
  readonly open: OpenFile
  readonly bench: Bench
  onRestore(): void
  onLeave(): void
}

/** What the file is and what changed since, before it replaces anything. */
export function OpenedFile({ open, bench, onRestore, onLeave }: Props) {
  const { changes } = open
  const go = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => go.current?.focus(), [])
  const isChanged = changes.length > 0
  return (
    <Notice
      tone={isChanged ? 'warning' : 'info'}
      title={isChanged ? 'The data changed since this file was made' : 'The data are those of the file'}
      actions={
        <>
          <Button ref={go} look="primary" onClick={onRestore}>
            {isChanged ? 'Go on with the data of now' : 'Restore this screen'}
          </Button>
          <Button onClick={onLeave}>Leave the work as it is</Button>
        </>
      }
    >
      <ul className={styles.lines}>
        {[...changes, ...aboutFile(open, bench)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  )
}

function aboutFile(
  { name, file, restored }: OpenFile,
  { loaded, version, history }: Bench,
): readonly string[] {
  const { source, engine, results } = file
  const lost = restored.lostExclusions
  const isForeign = source.frameId !== loaded.frameId
  return [
    ...(lost > 0
      ? [`${counted(lost, 'exclusion')} of missing rows ${lost === 1 ? 'is' : 'are'} left out.`]
      : []),
    ...(isForeign
      ? [`The file was made from data frame “${source.frameName}” of analysis ${source.analysisId}.`]
      : []),
    ...(engine === version
      ? []
      : [`It was made with Halfmax ${engine}; this is ${version}, so digits may differ.`]),
    `${name} holds ${counted(results.curves.length, 'curve')} and ${counted(Object.keys(restored.work.exclusions).length, 'exclusion')}.`,
    history.past.length > 0
      ? 'It replaces the settings on this page, in one step that Undo takes back.'
      : 'Undo brings back the settings of now.',
  ]
}
