import type { CurveData } from '../data-frame/types.ts'
import { type BandKind, curveValues, responseAt } from '../fit/curve-values.ts'
import type { CurveFit } from '../fit/types.ts'
import { doseAxis } from './dose-axis.ts'
import type { FigureCurve, FigurePoint } from './types.ts'

interface FigureCurveInput {
  readonly curve: CurveData
  /** Null while there is none yet: points only. */
  readonly fit: CurveFit | null
  /** In the order of `curve.rows`. */
  readonly isIncluded: readonly boolean[]
  /** Reason of an exclusion by row; null where none was given. */
  readonly reasonOf: (row: number) => string | null
  /** Cause of an exclusion by row; absent: by hand. */
  readonly causeOf?: (row: number) => FigurePoint['cause']
  readonly series: number
  /** Confidence level of the band, e.g. 0.95. */
  readonly level: number
  /** Absent: of the mean. */
  readonly bandKind?: BandKind
  /** Text beside the drop line: "IC50 22.9 µM"; only used where a value is reported. */
  readonly potencyText: string
  /** Text of the caption, also where only a limit or nothing is reported. */
  readonly reportText?: string
  /** Steps of the drawn curve; absent 120, half of it does for a small panel. */
  readonly steps?: number
}

/** One fitted curve as figures draw it: points, curve over the whole dose axis, band, and the reported potency. */
export function figureCurve(input: FigureCurveInput): FigureCurve {
  const { curve, fit, isIncluded, level, bandKind = 'confidence' } = input
  const testedRange = includedRange(curve, isIncluded)
  const hasFit = fit !== null && fit.parameters.length > 0
  const doses = Float64Array.from(drawnDoses(curve.dose, testedRange, input.steps ?? STEPS))
  return {
    id: curve.id,
    label: curve.label,
    series: input.series,
    points: pointsOf(input),
    band: hasFit ? curveValues(fit, { level, band: bandKind }, doses) : null,
    level,
    testedRange,
    potency: hasFit ? dropLine(fit, input.potencyText) : null,
    ...(input.reportText === undefined ? {} : { reportText: input.reportText }),
  }
}

function pointsOf({ curve, fit, isIncluded, reasonOf, causeOf }: FigureCurveInput): FigurePoint[] {
  const proposed = new Set(proposedRows(curve, isIncluded, fit))
  return Array.from(curve.rows, (row, i) => {
    const isExcluded = isIncluded[i] !== true
    const cause = isExcluded ? causeOf?.(row) : undefined
    return {
      row,
      dose: curve.dose[i] ?? Number.NaN,
      response: curve.response[i] ?? Number.NaN,
      replicate: curve.replicate[i] ?? 1,
      isExcluded,
      reason: isExcluded ? reasonOf(row) : null,
      ...(cause && { cause }),
      ...(proposed.has(row) && { isProposed: true }),
    }
  })
}

/** Rows of the table that the fit proposes as outliers: its places count the included points. */
export function proposedRows(
  curve: CurveData,
  isIncluded: readonly boolean[],
  fit: CurveFit | null,
): readonly number[] {
  if (!fit?.outliers || fit.outliers.length === 0) return []
  const used = Array.from(curve.rows).filter((_, i) => isIncluded[i] === true)
  // A fit that lags behind the work may count other points.
  if (fit.n !== used.length) return []
  return fit.outliers.flatMap((place) => used[place] ?? [])
}

/** Only a value that is reported as such is dropped to the axis; a limit (`<`, `>`) is not where the curve bends. */
function dropLine(fit: CurveFit, text: string): FigureCurve['potency'] {
  const { logDose, qualifier, interval } = fit.relative
  if (logDose === null || qualifier !== '=') return null
  const response = responseAt(fit, 10 ** logDose)
  if (response === null || !Number.isFinite(response)) return null
  return { logDose, response, logLower: interval?.lower ?? null, logUpper: interval?.upper ?? null, text }
}

/** Lowest and highest included positive dose. */
export function includedRange(
  curve: CurveData,
  isIncluded: readonly boolean[],
): readonly [number, number] | null {
  const doses = [...curve.dose].filter((dose, i) => isIncluded[i] === true && dose > 0)
  if (doses.length === 0) return null
  return [doses.reduce((a, b) => Math.min(a, b)), doses.reduce((a, b) => Math.max(a, b))]
}

/** Whether a dose, as log10, lies outside a range of tested ones; nothing does where none was tested. */
export function isOutside(range: readonly [number, number] | null, logDose: number): boolean {
  return range !== null && (logDose < Math.log10(range[0]) || logDose > Math.log10(range[1]))
}

const STEPS = 120

/** Ascending over the axis of all points, excluded ones too, with the ends of the tested range met exactly. */
function drawnDoses(dose: Float64Array, tested: FigureCurve['testedRange'], steps: number): number[] {
  const [low, high] = doseAxis({ doses: [...dose], label: '' }).domain
  const grid = Array.from({ length: steps + 1 }, (_, i) => 10 ** (low + ((high - low) * i) / steps))
  return [...new Set([...grid, ...(tested ?? [])])].toSorted((a, b) => a - b)
}
