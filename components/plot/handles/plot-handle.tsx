import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { classNames } from '@/components/ui/class-names.ts'
import { keySteps } from './handle-keys.ts'
import { HandleShape } from './handle-shape.tsx'
import {
  ariaRange,
  handlePlace,
  valueAfterSteps,
  valueAtPlace,
  valueText,
  type HandleFrame,
  type HandleView,
} from './handle-view.ts'
import styles from './plot-handles.module.css'
import type { Place } from './tangent.ts'

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

/** A press that goes no further than this only takes the focus. */
const SLACK_PX = 2

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
      style={{ left: place.x, top: place.y }}
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

/** Press, drag and release with the pointer captured; what takes the pointer away brings back what was before. */
function usePointer({ view, frame, isMoved, acts }: Omit<Props, 'helpId'>) {
  const press = useRef<{ readonly at: Place; readonly release: () => void; isDrag: boolean } | null>(null)
  const end = () => {
    const ended = press.current
    press.current = null
    ended?.release()
    return ended
  }
  return {
    isDown: () => press.current !== null,
    release: end,
    events: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0) return
        const { currentTarget, pointerId } = event
        currentTarget.setPointerCapture(pointerId)
        currentTarget.focus()
        const release = () => {
          if (currentTarget.hasPointerCapture(pointerId)) currentTarget.releasePointerCapture(pointerId)
        }
        press.current = { at: placeOf(event), release, isDrag: false }
        event.stopPropagation()
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const { current } = press
        if (current === null) return
        const place = placeOf(event)
        current.isDrag ||= Math.hypot(place.x - current.at.x, place.y - current.at.y) > SLACK_PX
        if (current.isDrag) acts.move(view, valueAtPlace(view, place, frame))
      },
      onPointerUp() {
        if (end()?.isDrag === true) acts.commit()
      },
      onPointerCancel() {
        if (end() !== null && isMoved) acts.cancel()
      },
    },
  }
}

/** The pointer in the plot's own px, whatever the page is scaled by. */
function placeOf(event: PointerEvent<HTMLElement>): Place {
  const layer = event.currentTarget.parentElement
  if (layer === null) return { x: NaN, y: NaN }
  const box = layer.getBoundingClientRect()
  return {
    x: ((event.clientX - box.left) * layer.clientWidth) / box.width,
    y: ((event.clientY - box.top) * layer.clientHeight) / box.height,
  }
}
