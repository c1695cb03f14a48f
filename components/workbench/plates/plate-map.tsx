import { memo, useId, type KeyboardEvent } from 'react'
import { rowName, wellName, type PlateFormat } from '@/lib/plates/well-name.ts'
import type { WellPlace } from '@/lib/plates/types.ts'
import { classNames } from '@/components/ui/class-names.ts'
import type { HeatScale } from './heat-scale.ts'
import styles from './plates.module.css'
import type { WellView } from './use-plates.ts'

export interface MapWell {
  readonly place: WellPlace
  readonly view: WellView
  /** In the quantity on show; NaN for none. */
  readonly value: number
  /** "B07: HMX-102, 100 nM, 45.2 %". */
  readonly label: string
}

interface Props {
  readonly label: string
  readonly format: PlateFormat
  readonly wells: readonly MapWell[]
  readonly scale: HeatScale
  readonly focus: WellPlace
  /** Rows of the curve on the plot, which are outlined. */
  readonly curveRows: ReadonlySet<number>
  onFocus(place: WellPlace): void
  onOpen(place: WellPlace): void
  onExclude(place: WellPlace): void
  onOtherPlate(steps: number): void
}

const CELL = 20
const HEAD = 22

/** A plate as it stands on the bench, one rectangle per well; a grid to keys and screen readers. */
export function PlateMap(props: Props) {
  const { label, format, wells, scale, focus, curveRows, onFocus, onOpen } = props
  const id = useId()
  const [width, height] = [HEAD + format.columns * CELL, HEAD + format.rows * CELL]
  const every = format.columns > 24 ? 4 : 1
  return (
    <svg
      className={styles.map}
      viewBox={`0 0 ${width + 2} ${height + 2}`}
      style={{ maxWidth: format.columns * 34 + HEAD }}
      role="grid"
      aria-label={label}
      aria-rowcount={format.rows}
      aria-colcount={format.columns}
      aria-activedescendant={`${id}-${wellName(focus)}`}
      tabIndex={0}
      onKeyDown={(event) => handleKey(event, props)}
      onClick={(event) => {
        const name = (event.target as Element).getAttribute('data-well')
        const well = wells.find(({ place }) => wellName(place) === name)
        if (!well) return
        onFocus(well.place)
        onOpen(well.place)
      }}
    >
      <g className={styles.heads} aria-hidden>
        {Array.from({ length: format.columns }, (_, column) =>
          (column + 1) % every === 0 || every === 1 ? (
            <text key={column} x={HEAD + (column + 0.5) * CELL} y={HEAD - 7} textAnchor="middle">
              {column + 1}
            </text>
          ) : null,
        )}
        {Array.from({ length: format.rows }, (_, row) => (
          <text key={row} x={HEAD - 6} y={HEAD + (row + 0.5) * CELL + 4} textAnchor="end">
            {rowName(row)}
          </text>
        ))}
      </g>
      <Wells id={id} format={format} wells={wells} scale={scale} curveRows={curveRows} />
      <rect
        className={styles.focus}
        x={HEAD + focus.column * CELL}
        y={HEAD + focus.row * CELL}
        width={CELL}
        height={CELL}
        aria-hidden
      />
    </svg>
  )
}

type WellsProps = Pick<Props, 'format' | 'wells' | 'scale' | 'curveRows'> & { readonly id: string }

/** Drawn anew with the plate, not with every step of the focus. */
const Wells = memo(function Wells({ id, format, wells, scale, curveRows }: WellsProps) {
  const known = new Map(wells.map((well) => [wellName(well.place), well]))
  return Array.from({ length: format.rows }, (_, row) => (
    <g key={row} role="row">
      {Array.from({ length: format.columns }, (_, column) => {
        const name = wellName({ row, column })
        const well = known.get(name)
        const [x, y] = [HEAD + column * CELL, HEAD + row * CELL]
        const mark = markOf(well)
        const isOfCurve = well !== undefined && curveRows.has(well.view.row)
        return (
          <g key={name}>
            <rect
              id={`${id}-${name}`}
              role="gridcell"
              aria-label={well?.label ?? `${name}: empty`}
              data-well={name}
              className={classNames(styles.well, !well && styles.empty, isOfCurve && styles.ofCurve)}
              x={x + 1}
              y={y + 1}
              width={CELL - 2}
              height={CELL - 2}
              style={{ fill: (well && scale.colorOf(well.value)) ?? undefined }}
            />
            {mark !== '' && (
              <text
                className={styles.mark}
                x={x + CELL / 2}
                y={y + CELL / 2 + 4}
                textAnchor="middle"
                aria-hidden
              >
                {mark}
              </text>
            )}
          </g>
        )
      })}
    </g>
  ))
})

function markOf(well: MapWell | undefined): string {
  if (!well) return ''
  if (well.view.exclusion) return '×'
  return { negative: '\u2212', positive: '+', none: '' }[well.view.side ?? 'none']
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

function handleKey(event: KeyboardEvent, { format, focus, ...acts }: Props): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const step = STEPS[event.key]
  const to = (row: number, column: number) => acts.onFocus({ row, column })
  if (step) {
    const clamp = (value: number, count: number) => Math.min(count - 1, Math.max(0, value))
    to(clamp(focus.row + step[0], format.rows), clamp(focus.column + step[1], format.columns))
  } else if (event.key === 'Home') to(focus.row, 0)
  else if (event.key === 'End') to(focus.row, format.columns - 1)
  else if (event.key === 'PageUp') acts.onOtherPlate(-1)
  else if (event.key === 'PageDown') acts.onOtherPlate(1)
  else if (event.key === 'Enter' || event.key === ' ') acts.onOpen(focus)
  else if (event.key === 'x' || event.key === 'X') acts.onExclude(focus)
  else return
  event.preventDefault()
  event.stopPropagation()
}
