import { useMemo } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { compareResults, resultsWords } from '@/lib/record/compare-results.ts'
import { resultsOf } from '@/lib/record/fit-file.ts'
import { isSameJson } from '@/lib/workbench/same-json.ts'
import type { Bench } from '../use-bench.ts'
import type { OpenFile } from './open-fit-file.tsx'
import styles from './record.module.css'
import type { RecordSource } from './record-texts.ts'

/** Curves that differ are named up to here. */
const MOST_NAMED = 6

interface Props {
  readonly open: OpenFile
  readonly bench: Bench
  readonly source: RecordSource
  readonly isComplete: boolean
  onClose(): void
}

/** Whether the fits of now have the digits of the file; once the work goes on it says only where the work came from. */
export function RestoredFile({ open, bench, source, isComplete, onClose }: Props) {
  const { file, restored } = open
  const isAsRestored = useMemo(() => isSameJson(bench.work, restored.work), [bench.work, restored.work])
  const change = useMemo(() => {
    if (!isAsRestored || !isComplete) return null
    const labels = new Map(bench.curves.map(({ id, label }) => [id, label]))
    return compareResults(file.results, resultsOf(source.context), (id) => labels.get(id) ?? id)
  }, [isAsRestored, isComplete, bench.curves, file.results, source.context])
  const close = <Button onClick={onClose}>Close</Button>
  if (!isAsRestored) {
    return (
      <Notice tone="info" title={`The work has changed since ${open.name} was restored`} actions={close}>
        Undo leads back to it.
      </Notice>
    )
  }
  if (change === null)
    return <Notice tone="info" title="Restored; the fits are being compared with the file" />
  const isSame = change.differing.length === 0 && change.missing === 0
  const lines = [...open.changes, ...change.differing.slice(0, MOST_NAMED)]
  const more = change.differing.length - MOST_NAMED
  return (
    <Notice tone={isSame ? 'success' : 'warning'} title={`Restored. ${resultsWords(change)}`} actions={close}>
      {file.engine !== bench.version && !isSame && (
        <p>
          The file was made with Halfmax {file.engine}; this is {bench.version}.
        </p>
      )}
      {lines.length > 0 && (
        <ul className={styles.lines}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {more > 0 && <li>and {more} more</li>}
        </ul>
      )}
    </Notice>
  )
}
