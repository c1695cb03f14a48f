/** A fitted context for tests: Benchling's public R example (values are facts), fitted by the engine itself. */
import { fitCurve } from '../fit/fit-curve.ts'
import type { Constraints, CurveFit, FitRequest } from '../fit/types.ts'
import type { FittedCurve, OutputContext } from './types.ts'

const DOSES = [0.3, 1, 3, 10, 30, 100, 300]
export const MORTALITY_24H = [
  3.979, 17.07, 18.356, 25.288, 54.813, 76.379, 81.514, 4.4929, 9.114, 10.141, 24.261, 51.732, 67.651, 82.028,
  8.383, 16.338, 15.5688, 25.577, 57.399, 77.67, 82.0359,
]
export const MORTALITY_48H = [
  2.192, 16.345, 42.458, 57.408, 70.365, 81.727, 85.11, 5.382, 16.141, 41.06, 57.408, 67.774, 83.3189, 84.31,
  2.28, 14.755, 38.698, 54.996, 68.879, 80.952, 83.367,
]

const FREE = { kind: 'free' } as const
export const ALL_FREE: Constraints = { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE }
export const R_EXAMPLE: Constraints = {
  ...ALL_FREE,
  bottom: { kind: 'fixed', value: 0 },
  top: { kind: 'fixed', value: 100 },
}

interface CurveInput {
  readonly hours: number
  readonly response: readonly number[]
  readonly constraints: Constraints
  readonly covariance?: FitRequest['covariance']
  readonly excludedRows?: readonly number[]
}

export function fittedCurve({
  hours,
  response,
  constraints,
  covariance,
  excludedRows = [],
}: CurveInput): FittedCurve {
  const rows = response.map((_, row) => row)
  const dose = rows.map((row) => DOSES[row % 7] ?? Number.NaN)
  const isIncluded = rows.map((row) => !excludedRows.includes(row))
  const used = <T>(values: readonly T[]): T[] => values.filter((_, i) => isIncluded[i] === true)
  return {
    curve: {
      id: `HeLa|Mortality ${hours}h`,
      label: `${hours} h`,
      groupValues: ['HeLa'],
      responseColumn: hours === 24 ? 2 : 3,
      rows: Uint32Array.from(rows),
      dose: Float64Array.from(dose),
      response: Float64Array.from(response),
      replicate: Uint16Array.from(rows, (row) => Math.floor(row / 7) + 1),
      badCells: [],
    },
    fit: fitCurve({
      model: 'logistic4',
      dose: Float64Array.from(used(dose)),
      response: Float64Array.from(used(response)),
      constraints,
      covariance: covariance ?? 'observed',
      level: 0.95,
      responseScale: 'percent',
      absoluteLevel: 50,
      detail: 'full',
    }),
    isIncluded,
    cell: 'HeLa',
    hours,
    responseHeader: `Mortality ${hours}h`,
    doseUnit: 'µM',
    responseUnit: '%',
    constraintText: constraints === ALL_FREE ? 'bottom free, top free' : 'bottom fixed 0, top fixed 100',
    policyTitle: 'R example',
  }
}

export const EXAMPLE_24H = fittedCurve({ hours: 24, response: MORTALITY_24H, constraints: R_EXAMPLE })
export const EXCLUDED_48H = fittedCurve({
  hours: 48,
  response: MORTALITY_48H,
  constraints: ALL_FREE,
  excludedRows: [10],
})

export function outputContext(curves: readonly FittedCurve[]): OutputContext {
  return {
    analysisId: 'ana_Tx98nkEm',
    frameName: 'Cell mortality',
    version: '0.1.0',
    curves,
    frame: { rowCount: 21, columns: [] },
    exclusions: [
      {
        row: 10,
        responseColumn: 3,
        cause: 'hand',
        reason: 'same value as row 4',
        author: 'you',
        at: '2026-11-25T14:21:00.000Z',
      },
    ],
  }
}

/** The same curve with parts of its fit replaced, for verdicts that the example does not reach. */
export function withFit(fitted: FittedCurve, change: Partial<CurveFit>): FittedCurve {
  return { ...fitted, fit: { ...fitted.fit, ...change } }
}
