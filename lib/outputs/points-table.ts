import { includedRange } from '../figure/figure-curve.ts'
import { curveValues } from '../fit/curve-values.ts'
import { sharedUnit, uniqueHeaders, withUnit } from './headers.ts'
import { finite } from './potency-cells.ts'
import type { Cell, FittedCurve, OutputContext, OutputTable } from './types.ts'

const POINTS_PER_CURVE = 61

/** Fitted curves as points, evenly spaced on the log dose within the tested doses, with the 95 % band of the mean. */
export function pointsTable(context: OutputContext): OutputTable {
  const doseUnit = sharedUnit(context.curves.map((fitted) => fitted.doseUnit))
  const responseUnit = sharedUnit(context.curves.map((fitted) => fitted.responseUnit))
  const headers = [
    'cell',
    'hours',
    'curve',
    'response',
    withUnit('dose', doseUnit),
    withUnit('fitted', responseUnit),
    withUnit('band lower', responseUnit),
    withUnit('band upper', responseUnit),
  ]
  return { headers: uniqueHeaders(headers), rows: context.curves.flatMap(curveRows) }
}

function curveRows(fitted: FittedCurve): Cell[][] {
  const range = includedRange(fitted.curve, fitted.isIncluded)
  if (range === null || fitted.fit.parameters.length === 0) return []
  const doses = logSpaced(range)
  const values = curveValues(fitted.fit, { level: fitted.level ?? 0.95 }, doses)
  return Array.from(doses, (dose, i) => [
    fitted.cell || null,
    finite(fitted.hours),
    fitted.curve.label || null,
    fitted.responseHeader || null,
    dose,
    finite(values.fitted[i] ?? null),
    finite(values.lower?.[i] ?? null),
    finite(values.upper?.[i] ?? null),
  ])
}

/** Both ends exactly as tested, not as a power of ten rounds them. */
function logSpaced([low, high]: readonly [number, number]): Float64Array {
  if (low === high) return Float64Array.of(low)
  const [from, to] = [Math.log10(low), Math.log10(high)]
  return Float64Array.from({ length: POINTS_PER_CURVE }, (_, i) => {
    if (i === 0) return low
    if (i === POINTS_PER_CURVE - 1) return high
    return 10 ** (from + ((to - from) * i) / (POINTS_PER_CURVE - 1))
  })
}
