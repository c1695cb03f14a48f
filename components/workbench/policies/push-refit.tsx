import { useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import type { BatchView } from '@/lib/workbench/batch-view.ts'
import type { FrameSize, RefitResults } from '@/lib/workbench/refit-results.ts'
import drawer from '../drawer.module.css'
import { curvesLine, frameLine, pushedLine, sizeLine } from './push-refit-words.ts'
import styles from './server-refit.module.css'

interface Props {
  readonly batch: BatchView
  readonly results: RefitResults
  /** "Analysis ana_1 at acme.benchling.com". */
  readonly place: string
  readonly isPushing: boolean
  onPush(size: FrameSize): void
  /** Opens the push panel on one of its pushes. */
  onShowPush(pushId: string): void
}

/** What would be pushed of a finished refit, before the one click that does; then how its pushes stand. */
export function PushRefit({ batch, results, place, isPushing, onPush, onShowPush }: Props) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const [size, setSize] = useState<FrameSize>('fewest')
  const frames = results.frames[size]
  const hasChoice = results.frames.small.length > results.frames.fewest.length
  const isPushed = frames.every(({ name }) => results.pushes.some((push) => push.name === name))
  return (
    <>
      <div className={drawer.row}>
        <Button
          size="compact"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          Push results
        </Button>
        {results.pushes.length > 0 && (
          <ul className={styles.pushes} aria-label="Pushes of these results">
            {results.pushes.map((push) => (
              <li key={push.pushId}>
                {pushedLine(push)}
                <Button
                  size="compact"
                  look="plain"
                  aria-label={`Show the push of ${push.name}`}
                  onClick={() => onShowPush(push.pushId)}
                >
                  Show the push
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {isOpen && (
        <section id={id} className={styles.preview} aria-label="What is pushed">
          <p>
            To {place}: {frameLine(results, size)}
          </p>
          <p>{curvesLine(batch)}</p>
          {hasChoice && (
            <Segmented<FrameSize>
              label="Data frames"
              options={(['fewest', 'small'] as const).map((value) => ({
                value,
                text: sizeOption(results.frames[value].length, value),
              }))}
              value={size}
              onChange={setSize}
            />
          )}
          <p className={drawer.quiet}>{sizeLine(results)}</p>
          <div className={drawer.row}>
            <Button
              size="compact"
              look="primary"
              disabledReason={isPushing ? 'The push is being handed over' : null}
              onClick={() => onPush(size)}
            >
              {frames.length === 1 ? 'Push 1 data frame' : `Push ${frames.length} data frames`}
            </Button>
            <span>
              {isPushed
                ? 'These results are pushed. Pushing again creates nothing new.'
                : 'A push adds to the analysis and cannot be undone.'}
            </span>
          </div>
        </section>
      )}
    </>
  )
}

function sizeOption(count: number, size: FrameSize): string {
  const frames = count === 1 ? '1 frame' : `${count} frames`
  return size === 'small' ? `${frames} below 15 MB` : frames
}
