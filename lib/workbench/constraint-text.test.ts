import { expect, it } from 'vitest'
import type { Constraint, ParameterName } from '../fit/types.ts'
import { constraintPhrase, constraintText, shortConstraint, unitOf } from './constraint-text.ts'

const UNITS = { doseUnit: 'µM', responseUnit: '%' } as const
const FREE = { kind: 'free' } as const

it.each<readonly [ParameterName, Constraint, string, string | null]>([
  ['top', FREE, 'free', null],
  ['top', { kind: 'fixed', value: 100 }, 'fixed 100', 'top fixed at 100 %'],
  ['bottom', { kind: 'bounded', lower: 0, upper: 20 }, '0 to 20', 'bottom held within 0 to 20 %'],
  ['bottom', { kind: 'bounded', lower: null, upper: -5 }, '≤ −5', 'bottom held at or below −5 %'],
  ['hill', { kind: 'bounded', lower: 0.3, upper: null }, '≥ 0.3', 'hill held at or above 0.3'],
  ['top', { kind: 'bounded', lower: null, upper: null }, 'free', null],
  [
    'bottom',
    { kind: 'fixed', value: 0.21, variance: 0.04 },
    'fixed 0.21 (controls)',
    'bottom fixed at the mean of controls, 0.21 %',
  ],
  ['logEc50First', { kind: 'fixed', value: 2 }, 'fixed 100', 'first EC50 fixed at 100 µM'],
  ['slope', { kind: 'fixed', value: 2 }, 'fixed 2', 'slope fixed at 2 %/µM'],
  ['hormesis', { kind: 'bounded', lower: 0, upper: null }, '≥ 0', 'hormesis held at or above 0 %'],
  ['logEc50', { kind: 'fixed', value: 2 }, 'fixed 100', 'EC50 fixed at 100 µM'],
])('%s %o', (name, constraint, short, phrase) => {
  expect(shortConstraint(name, constraint)).toBe(short)
  expect(constraintPhrase(name, constraint, UNITS)?.replaceAll('\u202f', ' ') ?? null).toBe(phrase)
})

it('lists all for the model string of an output', () => {
  const constraints = new Map<ParameterName, { constraint: Constraint }>([
    ['bottom', { constraint: { kind: 'fixed', value: 0 } }],
    ['top', { constraint: FREE }],
    ['logEc50', { constraint: FREE }],
    ['hill', { constraint: FREE }],
  ])
  expect(constraintText(constraints)).toBe('bottom fixed 0, top free, EC50 free, hill free')
})

it('shows no unit for a fraction, a hill or an unknown dose', () => {
  expect(unitOf('top', { doseUnit: 'nM', responseUnit: 'fraction' })).toBe('')
  expect(unitOf('hill', UNITS)).toBe('')
  expect(unitOf('logEc50', { doseUnit: 'unknown', responseUnit: '%' })).toBe('')
})
