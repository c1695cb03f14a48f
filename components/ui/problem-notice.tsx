import type { Problem } from '@/lib/result.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

interface Props {
  readonly problem: Problem
  /** What the page keeps whatever happened, e.g. "Your exclusions are kept." */
  readonly stillHolds?: string
  readonly onRetry?: (() => void) | undefined
}

/** One failed panel, said inside that panel. */
export function ProblemNotice({ problem, stillHolds, onRetry }: Props) {
  return (
    <div role="alert">
      <Notice
        tone={problem.isRetryable ? 'warning' : 'danger'}
        title={problem.title}
        actions={
          onRetry !== undefined && (
            <Button size="compact" onClick={onRetry}>
              Try again
            </Button>
          )
        }
      >
        {problem.detail} {stillHolds}
        {problem.requestId !== null && <> Request {problem.requestId}</>}
      </Notice>
    </div>
  )
}
