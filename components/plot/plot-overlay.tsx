import type { FigureGeometry, GeometryCurve, GeometryPoint } from '@/lib/figure/geometry.ts'
import { doseMeans } from '@/lib/figure/mean-sd.ts'
import { dosePosition } from '@/lib/figure/dose-axis.ts'
import { placeUnderAxis } from '@/lib/figure/under-axis.ts'
import { valueText } from '@/lib/figure/value-text.ts'
import { FONT_PX } from './plot-area.ts'
import styles from './curve-plot.module.css'

interface Props {
  readonly geometry: FigureGeometry
  readonly dropped: readonly GeometryCurve[]
  readonly shown: readonly GeometryCurve[]
  readonly highlightedId: string | null
  readonly selected: GeometryPoint | null
  readonly hovered: GeometryPoint | null
  readonly hasMeanSd: boolean
}

/** What lies over the points: names of curves, rings, midpoints, the potency under the axis, the axis break. */
export function PlotOverlay({
  geometry,
  dropped,
  shown,
  highlightedId,
  selected,
  hovered,
  hasMeanSd,
}: Props) {
  const { area, dose, labels, xOf } = geometry
  const bottom = area.y + area.height
  return (
    <svg className={styles.layer} aria-hidden="true">
      {hasMeanSd && shown.map((drawn) => <Means key={drawn.curve.id} geometry={geometry} drawn={drawn} />)}
      {dose.breakX !== null && <AxisBreak x={xOf(dose.breakX)} y={bottom} />}
      {dropped.map((drawn) => (
        <Midpoint key={drawn.curve.id} geometry={geometry} drawn={drawn} />
      ))}
      <PotencyTexts geometry={geometry} dropped={dropped} />
      {labels.map((label) => (
        <text
          key={label.id}
          className={label.id === highlightedId ? styles.strongLabel : styles.label}
          x={label.x + 2}
          y={label.y + FONT_PX}
        >
          {shown.find(({ curve }) => curve.id === label.id)?.curve.label}
        </text>
      ))}
      <text className={styles.text} x={area.x + area.width + 24} y={bottom + 8 + FONT_PX}>
        {dose.label}
      </text>
      {shown.map((drawn) => (
        <Proposed key={drawn.curve.id} drawn={drawn} />
      ))}
      {shown.map((drawn) => (
        <Causes key={drawn.curve.id} drawn={drawn} />
      ))}
      {hovered && hovered !== selected && (
        <circle className={styles.hover} cx={hovered.x} cy={hovered.y} r={7} />
      )}
      {selected && <circle className={styles.ring} cx={selected.x} cy={selected.y} r={8} />}
    </svg>
  )
}

/** A dashed ring: suggested as an outlier, not excluded. */
function Proposed({ drawn }: { readonly drawn: GeometryCurve }) {
  return drawn.points
    .filter(({ point }) => point.isProposed === true && !point.isExcluded)
    .map(({ point, x, y }) => <circle key={point.row} className={styles.proposed} cx={x} cy={y} r={8} />)
}

/** Around an excluded point: dashed where a rule took it out, dotted where a column of the table did. */
function Causes({ drawn }: { readonly drawn: GeometryCurve }) {
  return drawn.points
    .filter(({ point }) => point.isExcluded && (point.cause === 'rule' || point.cause === 'flag'))
    .map(({ point, x, y }) => (
      <rect
        key={point.row}
        className={point.cause === 'rule' ? styles.byRule : styles.byFlag}
        x={x - 7}
        y={y - 7}
        width={14}
        height={14}
      />
    ))
}

function AxisBreak({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <>
      <path className={styles.gap} d={`M${x - 2} ${y}h4`} />
      <path className={styles.axis} d={`M${x - 4} ${y + 4}L${x} ${y - 4}M${x} ${y + 4}L${x + 4} ${y - 4}`} />
    </>
  )
}

interface CurveProps {
  readonly geometry: FigureGeometry
  readonly drawn: GeometryCurve
}

function Midpoint({ geometry, drawn }: CurveProps) {
  const { area, dose, xOf, yOf } = geometry
  const { potency, series } = drawn.curve
  if (potency === null) return null
  const [x, y, bottom] = [xOf(potency.logDose), yOf(potency.response), area.y + area.height]
  if (x < xOf(dose.domain[0]) || x > area.x + area.width || y < area.y || y > bottom) return null
  return (
    <g stroke={`var(--s${(series % 5) + 1})`} className={styles.midpoint}>
      <circle cx={x} cy={y} r={4} strokeWidth={1.5} />
      <path d={`M${x - 5} ${bottom + 8}L${x} ${bottom}L${x + 5} ${bottom + 8}z`} className={styles.foot} />
    </g>
  )
}

function PotencyTexts({ geometry, dropped }: Pick<Props, 'geometry' | 'dropped'>) {
  const texts = dropped.flatMap(({ curve }) =>
    curve.potency === null
      ? []
      : [{ id: curve.id, x: geometry.xOf(curve.potency.logDose), text: valueText(curve.potency.text) }],
  )
  return placeUnderAxis(texts, { geometry, fontPx: FONT_PX }).map((label) => (
    <text key={label.id} className={styles.potency} x={label.x + label.width / 2} y={label.y + FONT_PX - 1}>
      {texts.find(({ id }) => id === label.id)?.text}
    </text>
  ))
}

function Means({ geometry, drawn }: CurveProps) {
  const { dose, xOf, yOf } = geometry
  const bars = doseMeans(drawn.curve.points).map((at) => {
    const position = dosePosition(dose, at.dose)
    if (position === null) return ''
    const [x, y] = [xOf(position), yOf(at.mean)]
    if (at.sd === null) return `M${x - 7} ${y}h14`
    const [top, bottom] = [yOf(at.mean + at.sd), yOf(at.mean - at.sd)]
    return `M${x - 7} ${y}h14M${x} ${top}V${bottom}M${x - 4} ${top}h8M${x - 4} ${bottom}h8`
  })
  return (
    <path
      d={bars.join('')}
      fill="none"
      stroke={`var(--s${(drawn.curve.series % 5) + 1})`}
      strokeWidth={1.25}
    />
  )
}
