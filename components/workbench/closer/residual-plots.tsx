import { titleWithUnit } from '@/lib/format/title-with-unit.ts'
import { formatNumber, formatTrimmed, withUnit } from '@/lib/format/format-number.ts'
import type { ResidualPoint } from './residual-view.ts'
import { SmallPlot, type PlotTick } from './small-plot.tsx'
import styles from './small-plot.module.css'

interface Props {
  readonly points: readonly ResidualPoint[]
  readonly doseUnit: string
  readonly responseUnit: string
}

/** Residuals of the included wells against dose and against the fitted value; an untreated control stands left of all. */
export function ResidualPlots({ points, doseUnit, responseUnit }: Props) {
  const doses = points.filter(({ dose }) => dose > 0).map(({ dose }) => Math.log10(dose))
  if (doses.length === 0) return null
  const [low, high] = [Math.min(...doses), Math.max(...doses)]
  const hasZero = points.some(({ dose }) => dose === 0)
  const zeroAt = low - 0.6
  const fitted = points.map((point) => point.fitted)
  const shared = { points, unit: responseUnit }
  const decades = decadeTicks(low, high)
  return (
    <>
      <Residuals
        {...shared}
        against="dose"
        xTitle={titleWithUnit('Dose', doseUnit)}
        range={[hasZero ? zeroAt : low, high]}
        ticks={hasZero ? [{ at: zeroAt, text: '0' }, ...decades] : decades}
        placeOf={({ dose }) => (dose > 0 ? Math.log10(dose) : zeroAt)}
      />
      <Residuals
        {...shared}
        against="fitted value"
        xTitle={titleWithUnit('Fitted', responseUnit)}
        range={[Math.min(...fitted), Math.max(...fitted)]}
        ticks={[Math.min(...fitted), Math.max(...fitted)].map((at) => ({ at, text: formatNumber(at) }))}
        placeOf={(point) => point.fitted}
      />
    </>
  )
}

interface ResidualsProps {
  readonly points: readonly ResidualPoint[]
  readonly unit: string
  readonly against: string
  readonly xTitle: string
  readonly range: readonly [number, number]
  readonly ticks: readonly PlotTick[]
  placeOf(point: ResidualPoint): number
}

function Residuals({ points, unit, against, xTitle, range, ticks, placeOf }: ResidualsProps) {
  const most = Math.max(...points.map(({ residual }) => Math.abs(residual))) || 1
  const pad = 0.04 * (range[1] - range[0] || 1)
  const worst = points.reduce((a, b) => (Math.abs(b.residual) > Math.abs(a.residual) ? b : a))
  return (
    <SmallPlot
      label={`Residuals against ${against}: ${points.length} wells, the largest ${withUnit(formatNumber(worst.residual), unit)}`}
      yTitle={`${titleWithUnit('Residual', unit)} against ${against}`}
      xTitle={xTitle}
      xRange={[range[0] - pad, range[1] + pad]}
      yRange={[-1.1 * most, 1.1 * most]}
      xTicks={ticks}
      yTicks={[-most, 0, most].map((at) => ({ at, text: at === 0 ? '0' : formatNumber(at, 2) }))}
      renderInside={({ x, y }) => (
        <>
          <path className={styles.zero} d={`M${x(range[0] - pad)} ${y(0)}H${x(range[1] + pad)}`} />
          {points.map((point, i) => (
            <circle key={i} className={styles.dot} cx={x(placeOf(point))} cy={y(point.residual)} r={3} />
          ))}
        </>
      )}
    />
  )
}

/** Whole decades in the range; its ends where there are fewer than two. */
function decadeTicks(low: number, high: number): PlotTick[] {
  const first = Math.ceil(low - 1e-9)
  const every = Math.max(1, Math.ceil((high - low) / 5))
  const whole = Array.from({ length: Math.max(0, Math.floor(high + 1e-9) - first + 1) }, (_, k) => first + k)
  const shown = whole.length < 2 ? [low, high] : whole.filter((_, k) => k % every === 0)
  return shown.map((at) => ({ at, text: formatTrimmed(10 ** at, 3) }))
}
