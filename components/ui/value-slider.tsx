import { useState } from 'react'
import { share, SliderThumb, type MovePhase } from './slider-thumb.tsx'
import styles from './value-slider.module.css'

export type Handle = 'value' | 'lower' | 'upper'

interface Props {
  readonly label: string
  readonly min: number
  readonly max: number
  readonly value: number | null
  /** Drawn as a block behind the value. */
  readonly interval: readonly [number, number] | null
  /** With bounds the brackets are the handles and the value only a mark. An open side sits at the end. */
  readonly bounds: readonly [number | null, number | null] | null
  /** Thin tick: policy or previous value. */
  readonly reference: number | null
  textOf(value: number): string
  onMove(handle: Handle, value: number, phase: MovePhase): void
}

export function ValueSlider({ label, value, interval, bounds, reference, textOf, onMove, ...range }: Props) {
  // A range that follows its own handle would run from under the pointer: it stands still until the gesture ends.
  const [held, setHeld] = useState<{ readonly min: number; readonly max: number } | null>(null)
  const { min, max } = held ?? range
  const at = (position: number) => ({ left: `${share(position, min, max)}%` })
  const thumb = (shape: Handle, name: string, position: number) => (
    <SliderThumb
      shape={shape}
      label={name}
      min={min}
      max={max}
      value={position}
      valueText={textOf(position)}
      onMove={(moved, phase) => {
        setHeld(phase === 'moving' ? { min, max } : null)
        onMove(shape, moved, phase)
      }}
    />
  )
  return (
    <div className={styles.slider}>
      <span className={styles.track} />
      {reference !== null && <span className={styles.reference} style={at(reference)} />}
      {interval && (
        <span
          className={styles.interval}
          style={{
            left: `${share(interval[0], min, max)}%`,
            right: `${100 - share(interval[1], min, max)}%`,
          }}
        />
      )}
      {value !== null && <span className={styles.value} style={at(value)} />}
      {bounds === null && thumb('value', label, value ?? (min + max) / 2)}
      {bounds && thumb('lower', `${label}, lower bound`, bounds[0] ?? min)}
      {bounds && thumb('upper', `${label}, upper bound`, bounds[1] ?? max)}
    </div>
  )
}
