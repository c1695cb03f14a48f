import { classNames } from '@/components/ui/class-names.ts'
import type { Constraint } from '@/lib/fit/types.ts'
import type { HandleParameter, HandleSide } from './handle-view.ts'
import styles from './plot-handles.module.css'

interface Props {
  readonly parameter: HandleParameter
  readonly side: HandleSide
  readonly kind: Constraint['kind']
}

/** Free: an outline. Fixed: filled, with a square corner. Bounded: an outline between two stops. */
export function HandleShape({ parameter, side, kind }: Props) {
  const shape = side === 'value' ? VALUE_SHAPES[parameter] : EDGE_SHAPES[parameter]
  const isFilled = kind === 'fixed' || side !== 'value'
  return (
    <svg
      className={classNames(styles.shape, isFilled && styles.filled)}
      viewBox="-12 -12 24 24"
      aria-hidden="true"
    >
      {shape({ isFixed: kind === 'fixed' })}
      {kind === 'bounded' && side === 'value' && <path className={styles.stops} d={STOPS[parameter]} />}
    </svg>
  )
}

interface ShapeProps {
  readonly isFixed: boolean
}

function plateauShape({ isFixed }: ShapeProps) {
  return (
    <>
      <rect className={styles.body} x={-8.5} y={-5} width={17} height={10} rx={isFixed ? 0 : 4} />
      <path className={styles.grip} d={isFixed ? 'M-4 0h8' : 'M-4 -1.75h8M-4 1.75h8'} />
    </>
  )
}

function doseShape({ isFixed }: ShapeProps) {
  return <path className={styles.body} d={isFixed ? 'M0 -5L5.5 1V4.5H-5.5V1z' : 'M0 -5L5.5 3.5H-5.5z'} />
}

function slopeShape({ isFixed }: ShapeProps) {
  return (
    <>
      {isFixed ? (
        <rect className={styles.body} x={-5} y={-5} width={10} height={10} />
      ) : (
        <circle className={styles.body} r={5.5} />
      )}
      <path className={styles.grip} d="M-2.5 0h5" />
    </>
  )
}

const VALUE_SHAPES = { bottom: plateauShape, top: plateauShape, logEc50: doseShape, hill: slopeShape }

const EDGE_SHAPES = {
  bottom: () => <path className={styles.edge} d="M-7 0h14" />,
  top: () => <path className={styles.edge} d="M-7 0h14" />,
  logEc50: () => <path className={styles.edge} d="M0 -7v14" />,
  hill: () => null,
}

const STOPS: Readonly<Record<HandleParameter, string>> = {
  bottom: 'M-5 -8.5h10M-5 8.5h10',
  top: 'M-5 -8.5h10M-5 8.5h10',
  logEc50: 'M-8.5 -5v8.5M8.5 -5v8.5',
  hill: 'M-4 -9h8M-4 9h8',
}
