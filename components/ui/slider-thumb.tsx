import type { KeyboardEvent, PointerEvent } from 'react'
import { classNames } from './class-names.ts'
import styles from './value-slider.module.css'

/** `moving`: the gesture goes on. `done`: it ended, or a key was pressed. */
export type MovePhase = 'moving' | 'done'

interface Props {
  readonly label: string
  readonly min: number
  readonly max: number
  readonly value: number
  readonly valueText: string
  readonly shape: 'value' | 'lower' | 'upper'
  onMove(value: number, phase: MovePhase): void
}

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.005,
  ArrowDown: -0.005,
  ArrowRight: 0.005,
  ArrowUp: 0.005,
  PageDown: -0.05,
  PageUp: 0.05,
}

/** One handle of a slider: pointer, arrows (0.5 % of the range), Page keys (5 %), Home and End. */
export function SliderThumb({ label, min, max, value, valueText, shape, onMove }: Props) {
  const clamp = (candidate: number) => Math.min(max, Math.max(min, candidate))
  const handleKey = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key]
    const target =
      step !== undefined
        ? value + step * (max - min)
        : event.key === 'Home'
          ? min
          : event.key === 'End'
            ? max
            : null
    if (target === null) return
    event.preventDefault()
    event.stopPropagation()
    onMove(clamp(target), 'done')
  }
  const valueAt = (event: PointerEvent) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (!box || box.width === 0) return value
    return clamp(min + ((event.clientX - box.left) / box.width) * (max - min))
  }
  const handleDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    event.currentTarget.focus()
  }
  const handleMove = (event: PointerEvent<HTMLElement>, phase: MovePhase) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(valueAt(event), phase)
  }
  return (
    <span
      role="slider"
      tabIndex={0}
      className={classNames(styles.thumb, shape !== 'value' && styles[shape])}
      style={{ left: `${share(value, min, max)}%` }}
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText}
      onKeyDown={handleKey}
      onPointerDown={handleDown}
      onPointerMove={(event) => handleMove(event, 'moving')}
      onPointerUp={(event) => handleMove(event, 'done')}
      onPointerCancel={() => onMove(value, 'done')}
    />
  )
}

/** Position in percent of the range, kept inside it. */
export function share(value: number, min: number, max: number): number {
  return max > min ? Math.min(100, Math.max(0, ((value - min) / (max - min)) * 100)) : 50
}
