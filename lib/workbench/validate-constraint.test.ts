import { describe, expect, it } from 'vitest'
import type { Constraint, ParameterName } from '../fit/types.ts'
import { ec50FromInput, numberFromInput, plateauConflict, validateConstraint } from './validate-constraint.ts'

describe('validateConstraint', () => {
  it.each<readonly [string, ParameterName, Constraint, string]>([
    ['lower above upper', 'top', { kind: 'bounded', lower: 5, upper: 1 }, 'upper'],
    ['equal bounds are a fixed value', 'top', { kind: 'bounded', lower: 5, upper: 5 }, 'upper'],
    ['a hill of 0 has no potency', 'hill', { kind: 'fixed', value: 0 }, 'value'],
    ['no number', 'bottom', { kind: 'fixed', value: Number.NaN }, 'value'],
    [
      'an endless bound',
      'bottom',
      { kind: 'bounded', lower: Number.NEGATIVE_INFINITY, upper: null },
      'lower',
    ],
  ])('refuses %s', (_, parameter, constraint, field) => {
    const checked = validateConstraint(parameter, constraint)
    expect(checked.ok ? null : checked.error.field).toBe(field)
  })

  it.each<readonly [string, ParameterName, Constraint]>([
    ['free', 'hill', { kind: 'free' }],
    ['a bottom of 0', 'bottom', { kind: 'fixed', value: 0 }],
    ['one open side', 'top', { kind: 'bounded', lower: null, upper: 110 }],
    ['both sides open, while they are typed', 'top', { kind: 'bounded', lower: null, upper: null }],
    ['a falling hill', 'hill', { kind: 'fixed', value: -1 }],
  ])('accepts %s', (_, parameter, constraint) => {
    expect(validateConstraint(parameter, constraint)).toEqual({ ok: true, value: constraint })
  })

  it('finds plateaus fixed the wrong way round', () => {
    const free = { kind: 'free' } as const
    const at = (value: number) => ({ kind: 'fixed', value }) as const
    expect(plateauConflict({ bottom: at(100), top: at(0), logEc50: free, hill: free })).toContain('bottom')
    expect(plateauConflict({ bottom: at(0), top: at(100), logEc50: free, hill: free })).toBeNull()
    expect(plateauConflict({ bottom: at(100), top: free, logEc50: free, hill: free })).toBeNull()
  })
})

describe('ec50FromInput', () => {
  it.each([
    ['a plain number is in the column unit', '100', 'µM', 2],
    ['a unit is converted', '1 nM', 'µM', -3],
    ['scientific form', '1e-9', 'M', -9],
    ['both µ codes', '10 \u00b5M', 'µM', 1],
  ] as const)('%s', (_, text, unit, log) => {
    const read = ec50FromInput(text, unit)
    expect(read.ok ? read.value : read.error).toBeCloseTo(log, 12)
  })

  it.each([
    ['zero has no logarithm', '0', 'µM', 'above 0'],
    ['a negative dose', '−3', 'µM', 'above 0'],
    ['a mass in a molar column', '1 ng/mL', 'µM', 'cannot be turned'],
    ['a unit where the column has none', '1 nM', 'unknown', 'no unit yet'],
    ['an ambiguous comma', '1,000', 'µM', 'as 1000 or as 1'],
    ['words', 'much', 'µM', 'not a number'],
  ] as const)('refuses %s', (_, text, unit, words) => {
    const read = ec50FromInput(text, unit)
    expect(read.ok ? null : read.error).toContain(words)
  })
})

it('reads plateaus with a percent sign and refuses a dose unit there', () => {
  expect(numberFromInput('−1.5 %')).toEqual({ ok: true, value: -1.5 })
  expect(numberFromInput('20 nM').ok).toBe(false)
})
