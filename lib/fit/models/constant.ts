import { at } from '../numbers.ts'
import type { Model } from './model.ts'
import { plateau } from './specs.ts'

/** One level, whatever the dose: what every curve is compared with. */
export const constant: Model = {
  name: 'constant',
  variant: null,
  parameters: [plateau('level', 'level')],
  shape: null,
  value: (theta) => at(theta, 0),
  gradient(_theta, _logDose, out) {
    out[0] = 1
  },
  doseSlope: () => 0,
  limitAtZeroDose: (theta) => at(theta, 0),
  limitAtFullDose: (theta) => at(theta, 0),
  limitGradient(_theta, _end, out) {
    out[0] = 1
  },
  midpoint: () => null,
  logDoseOfEffect: () => null,
  logDoseOfLevel: () => null,
  location: () => null,
  equivalents: (theta) => [theta],
  mirror: (theta, c) => ({ variant: constant, theta: Float64Array.of(c - at(theta, 0)) }),
  starts: () => [new Float64Array(1)],
}
