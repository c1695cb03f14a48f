import { Button } from '@/components/ui/button.tsx'
import type { AnalysisSummary, FrameSummary } from '@/lib/workbench/ports.ts'
import styles from './frame-states.module.css'

interface Props {
  readonly analysis: AnalysisSummary
  onLookAgain(): void
}

/** An analysis none of whose frames can be opened: each with the reason, and what to do. */
export function FrameStates({ analysis, onLookAgain }: Props) {
  const { frames } = analysis
  if (frames.length === 0) {
    return (
      <div className={styles.states}>
        <h2>This analysis has no data frame</h2>
        <p>Add the table with doses and responses to the analysis in Benchling, then look again.</p>
        <Button onClick={onLookAgain}>Look again</Button>
      </div>
    )
  }
  return (
    <div className={styles.states}>
      <h2>No data frame of this analysis can be opened yet</h2>
      <ul>
        {frames.map((frame) => (
          <li key={frame.id} className={styles.frame}>
            <b>{frame.name}</b>
            <p className={styles.state}>{stateText(frame)}</p>
          </li>
        ))}
      </ul>
      <Button onClick={onLookAgain}>Look again</Button>
    </div>
  )
}

function stateText({ state, message }: FrameSummary): string {
  const said = message === null ? '' : ` Benchling says: “${message}”`
  switch (state) {
    case 'ready':
      return 'Ready.'
    case 'empty':
      return 'Nothing was uploaded to it. Upload its table in Benchling, then look again.'
    case 'in-progress':
      return 'Benchling is still reading it; this page looks again by itself.'
    case 'failed':
      return `Benchling refused its file.${said} Upload a corrected file there, then look again.`
    case 'unreachable':
      return `It could not be read.${said}`
  }
}
