import type { KeyboardEvent } from 'react'
import { classNames } from '@/components/ui/class-names.ts'
import { keySteps } from './handle-keys.ts'
import { HandleShape } from './handle-shape.tsx'
import {
  ariaRange,
  handlePlace,
  valueAfterSteps,
  valueText,
  type HandleFrame,
  type HandleView,
} from './handle-view.ts'
import styles from './plot-handles.module.css'
import { usePointer } from './use-pointer.ts'

/** What a handle asks for. Nothing is kept before `commit`. */
export interface HandleActs {
  move(view: HandleView, value: number): void
  commit(): void
  cancel(): void
}

interface Props {
  readonly view: HandleView
  readonly frame: HandleFrame
  readonly isMoved: boolean
  readonly helpId: string
  readonly acts: HandleActs
}

/** One slider on the plot: pointer, touch, or arrows, Enter and Escape. */
export function PlotHandle({ view, frame, isMoved, helpId, acts }: Props) {
  const place = handlePlace(view, frame)
  const pointer = usePointer({ view, frame, isMoved, acts })
  if (place === null) return null
  const handleKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const steps = keySteps(event.key, event.shiftKey)
    if (steps !== null) acts.move(view, valueAfterSteps(view, steps, frame.geometry))
    else if (event.key === 'Enter' && isMoved) acts.commit()
    else if (event.key === 'Escape' && (isMoved || pointer.isDown())) {
      pointer.release()
      acts.cancel()
    } else return
    // The plot's own arrows walk its points.
    event.preventDefault()
    event.stopPropagation()
  }
  const [low, high] = ariaRange(view, frame.geometry)
  const isUpright = view.parameter !== 'logEc50'
  return (
    <div
      role="slider"
      tabIndex={0}
      className={classNames(styles.handle, isUpright ? styles.upright : styles.level)}
      style={{ transform: `translate(${place.x}px, ${place.y}px)` }}
      aria-label={view.label}
      aria-orientation={isUpright ? 'vertical' : 'horizontal'}
      aria-valuemin={low}
      aria-valuemax={high}
      aria-valuenow={view.value}
      aria-valuetext={valueText(view)}
      aria-describedby={helpId}
      onKeyDown={handleKey}
      onBlur={() => isMoved && acts.commit()}
      {...pointer.events}
    >
      <HandleShape parameter={view.parameter} side={view.side} kind={view.kind} />
    </div>
  )
}
