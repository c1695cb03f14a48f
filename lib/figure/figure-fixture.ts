/**
 * Figures for tests: Benchling's public R example (values are facts) with its free 24 h fit and its 48 h curve
 * evaluated in closed form here, so that the tests need no fitter.
 */
import type { FigureCurve, FigureInput, FigurePoint } from './types.ts'

const DOSES = [0.3, 1, 3, 10, 30, 100, 300]
const MORTALITY_24H = [
  3.979, 17.07, 18.356, 25.288, 54.813, 76.379, 81.514, 4.4929, 9.114, 10.141, 24.261, 51.732, 67.651, 82.028,
  8.383, 16.338, 15.5688, 25.577, 57.399, 77.67, 82.0359,
]
const MORTALITY_48H = [
  2.192, 16.345, 42.458, 57.408, 70.365, 81.727, 85.11, 5.382, 16.141, 41.06, 57.408, 67.774, 83.3189, 84.31,
  2.28, 14.755, 38.698, 54.996, 68.879, 80.952, 83.367,
]

interface Logistic {
  readonly bottom: number
  readonly top: number
  readonly logEc50: number
  readonly hill: number
}

export function logisticBand(p: Logistic, doses: readonly number[], halfWidth: number | null) {
  const dose = Float64Array.from(doses)
  const fitted = dose.map(
    (d) => p.bottom + (p.top - p.bottom) / (1 + 10 ** (p.hill * (p.logEc50 - Math.log10(d)))),
  )
  const edge = (sign: number) => (halfWidth === null ? null : fitted.map((value) => value + sign * halfWidth))
  return { dose, fitted, lower: edge(-1), upper: edge(1) }
}

/** 61 doses from 0.1 to 1000. */
export const CURVE_DOSES = Array.from({ length: 61 }, (_, i) => 10 ** (-1 + (4 * i) / 60))

export function pointsOf(responses: readonly number[], excludedRows: readonly number[] = []): FigurePoint[] {
  return responses.map((response, row) => ({
    row,
    dose: DOSES[row % 7] ?? NaN,
    response,
    replicate: Math.floor(row / 7) + 1,
    isExcluded: excludedRows.includes(row),
    reason: excludedRows.includes(row) ? 'same value as row 4' : null,
  }))
}

export const CURVE_24H: FigureCurve = {
  id: 'HeLa|Mortality 24h',
  label: '24 h',
  series: 0,
  points: pointsOf(MORTALITY_24H),
  band: logisticBand({ bottom: 9.5, top: 83.18, logEc50: Math.log10(22.92), hill: 1.417 }, CURVE_DOSES, 5),
  testedRange: [0.3, 300],
  potency: {
    logDose: Math.log10(22.92),
    response: (9.5 + 83.18) / 2,
    logLower: Math.log10(18.4),
    logUpper: Math.log10(29.9),
    text: 'IC50 22.9 µM',
  },
}

export const CURVE_48H: FigureCurve = {
  id: 'HeLa|Mortality 48h',
  label: '48 h',
  series: 1,
  points: pointsOf(MORTALITY_48H, [10]),
  band: logisticBand({ bottom: 0, top: 85, logEc50: Math.log10(4.27), hill: 0.9 }, CURVE_DOSES, null),
  testedRange: [0.3, 300],
  potency: {
    logDose: Math.log10(4.27),
    response: 42.5,
    logLower: null,
    logUpper: Math.log10(5.63),
    text: 'IC50 4.27 µM',
  },
}

export const MORTALITY_FIGURE: FigureInput = {
  title: 'Cell mortality IC50',
  doseLabel: 'Dose (µM)',
  responseLabel: 'Mortality (%)',
  doseUnit: 'µM',
  curves: [CURVE_24H, CURVE_48H],
  highlightedId: null,
}

/** As many copies as asked, labelled CPD-0001 …, for small multiples. */
export function manyCurves(count: number): FigureInput {
  const curves = Array.from({ length: count }, (_, i) => {
    const source = i % 2 === 0 ? CURVE_24H : CURVE_48H
    const label = `CPD-${String(i + 1).padStart(4, '0')}`
    return { ...source, id: label, label, series: i % 5 }
  })
  return { ...MORTALITY_FIGURE, title: 'Kinase screen', curves }
}
