import { Button } from '@/components/ui/button.tsx'
import type { BatchView } from '@/lib/workbench/batch-view.ts'
import drawer from '../drawer.module.css'
import { refitText } from './refit-words.ts'

interface Props {
  readonly batch: BatchView
  /** Where its results are downloaded. */
  readonly address: string
  onCancel(): void
  onShow(): void
}

/** How one refit stands, and what can be done with it. */
export function RefitRow({ batch, address, onCancel, onShow }: Props) {
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
    </li>
  )
}
