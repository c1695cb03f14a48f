import { Button } from '@/components/ui/button.tsx'
import type { BatchView } from '@/lib/workbench/batch-view.ts'
import type { FrameSize } from '@/lib/workbench/refit-results.ts'
import drawer from '../drawer.module.css'
import { PushRefit } from './push-refit.tsx'
import { refitText } from './refit-words.ts'

interface Props {
  readonly batch: BatchView
  /** Where its results are downloaded. */
  readonly address: string
  /** Where they are pushed to, in words. */
  readonly place: string
  readonly isPushing: boolean
  onCancel(): void
  onShow(): void
  onPush(size: FrameSize): void
  onShowPush(pushId: string): void
}

/** How one refit stands, and what can be done with it. */
export function RefitRow({ batch, address, onCancel, onShow, ...pushing }: Props) {
  const isUnderWay = batch.state === 'queued' || batch.state === 'running'
  return (
    <li>
      <p>{refitText(batch)}</p>
      {isUnderWay && (
        <div className={drawer.row}>
          <progress
            aria-label="Curves refitted"
            value={batch.curveCount === null ? undefined : batch.fittedCount}
            max={batch.curveCount ?? 1}
          />
          <Button size="compact" look="plain" onClick={onCancel}>
            Cancel the refit
          </Button>
        </div>
      )}
      {batch.state === 'done' && (
        <div className={drawer.row}>
          <Button size="compact" onClick={onShow}>
            Show these results
          </Button>
          <a href={address} download>
            Download the results frame (CSV)
          </a>
        </div>
      )}
      {batch.results && <PushRefit batch={batch} results={batch.results} {...pushing} />}
    </li>
  )
}
