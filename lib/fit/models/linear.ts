import { at, LN10 } from '../numbers.ts'
import { log10, pow10 } from '../numerics/elementary.ts'
import type { Model } from './model.ts'
import { plateau, rangeOf } from './specs.ts'

/** a + m · dose, the dose linear: for comparison only, it has no potency. */
export const linear: Model = {
  name: 'linear',
  variant: null,
  parameters: [
    plateau('level', 'level at dose 0'),
    {
      name: 'slope',
      title: 'slope',
      unit: 'span-per-dose',
      isLinear: true,
      guard: (reach) => {
        const most = (1e3 * rangeOf(reach)) / pow10(reach.lastLogDose)
        return [-most, most]
      },
      whenAbsent: 'free',
    },
  ],
  shape: null,
  value: (theta, logDose) => at(theta, 0) + at(theta, 1) * doseOf(logDose),
  gradient(_theta, logDose, out) {
    out[0] = 1
    out[1] = doseOf(logDose)
  },
  doseSlope: (theta, logDose) => at(theta, 1) * doseOf(logDose) * LN10,
  limitAtZeroDose: (theta) => at(theta, 0),
  limitAtFullDose: (theta) => (at(theta, 1) === 0 ? at(theta, 0) : at(theta, 1) * Infinity),
  limitGradient(_theta, end, out) {
    out[0] = end === 'zero' ? 1 : 0
    out[1] = 0
  },
  midpoint: () => null,
  logDoseOfEffect: () => null,
  logDoseOfLevel(theta, level) {
    const dose = (level - at(theta, 0)) / at(theta, 1)
    return dose > 0 && dose < Infinity ? log10(dose) : null
  },
  location: () => null,
  equivalents: (theta) => [theta],
  mirror: (theta, c) => ({ variant: linear, theta: Float64Array.of(c - at(theta, 0), -at(theta, 1)) }),
  starts: () => [new Float64Array(2)],
}

function doseOf(logDose: number): number {
  return logDose === -Infinity ? 0 : pow10(logDose)
}
