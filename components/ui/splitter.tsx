import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { classNames } from './class-names.ts'
import styles from './splitter.module.css'

interface Props {
  readonly label: string
  /** Of the line itself: a vertical one moves sideways. */
  readonly orientation: 'vertical' | 'horizontal'
  /** Size of the pane it belongs to, in percent of the parent. */
  readonly percent: number
  readonly min: number
  readonly max: number
  /** Whether that pane lies before the line or after it. */
  readonly sizes: 'before' | 'after'
  onChange(percent: number): void
}

const KEY_STEP = 2

/** A line between two panes: dragged, or moved by the arrow keys in steps of 2 %, Home and End. */
export function Splitter({ label, orientation, percent, min, max, sizes, onChange }: Props) {
  const drag = useRef<{ readonly startPx: number; readonly percent: number } | null>(null)
  const sign = sizes === 'before' ? 1 : -1
  const set = (value: number) => onChange(Math.min(max, Math.max(min, value)))
  const positionOf = (event: PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY)
  const handleMove = (event: PointerEvent<HTMLElement>) => {
    const parent = event.currentTarget.parentElement?.getBoundingClientRect()
    if (!drag.current || !parent) return
    const wholePx = orientation === 'vertical' ? parent.width : parent.height
    set(drag.current.percent + (sign * (positionOf(event) - drag.current.startPx) * 100) / wholePx)
  }
  const handleKey = (event: KeyboardEvent) => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    const moves: Record<string, number> = {
      [less]: percent - sign * KEY_STEP,
      [more]: percent + sign * KEY_STEP,
      Home: min,
      End: max,
    }
    const target = moves[event.key]
    if (target === undefined) return
    event.preventDefault()
    set(target)
  }
  return (
    <div
      role="separator"
      tabIndex={0}
      className={classNames(styles.handle, styles[orientation])}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(percent)}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={handleKey}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { startPx: positionOf(event), percent }
      }}
      onPointerMove={handleMove}
      onPointerUp={() => (drag.current = null)}
      onPointerCancel={() => (drag.current = null)}
    />
  )
}
