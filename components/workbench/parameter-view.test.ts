import { describe, expect, it } from 'vitest'
import type { Interval, ParameterEstimate } from '@/lib/fit/types.ts'
import { intervalText, type ParameterView } from './parameter-view.ts'

const between = (lower: number | null, upper: number | null): Interval => ({
  lower,
  upper,
  method: 'profile',
})

function viewOf(changes: Partial<ParameterEstimate>, level: number): ParameterView {
  const estimate: ParameterEstimate = {
    name: 'bottom',
    state: 'free',
    estimate: 1,
    standardError: 0.5,
    t: 2,
    p: 0.05,
    wald: null,
    profile: between(0.12, 2.11),
    ...changes,
  }
  return {
    name: 'bottom',
    constraint: { kind: 'free' },
    origin: 'policy',
    policyConstraint: { kind: 'free' },
    inheritedFrom: 'policy',
    estimate,
    level,
    range: [0, 100],
    unit: '%',
    doseUnit: 'µM',
    doubt: null,
    previous: null,
    controls: [],
  }
}

describe('the limits of a parameter in words', () => {
  it.each<[string, Partial<ParameterEstimate>, number, string]>([
    ['both', {}, 0.95, '95 % CI 0.120 to 2.11, profile'],
    ['at the level of the policy', {}, 0.9, '90 % CI 0.120 to 2.11, profile'],
    ['one side open', { profile: between(null, 2.11) }, 0.999, '99.9 % CI up to 2.11, lower limit open'],
    ['both sides open', { profile: between(null, null) }, 0.9, '90 % CI open on both sides'],
    ['at a bound', { state: 'at-lower', estimate: 0 }, 0.9, '≥ 0, bound; 90 % upper limit 2.11'],
  ])('%s', (_, changes, level, text) => {
    expect(intervalText(viewOf(changes, level))?.replaceAll('\u202f', ' ')).toBe(text)
  })

  it('say first that a number is no measurement, also where it has no limits', () => {
    const doubted = { ...viewOf({ profile: between(null, null) }, 0.95), doubt: 'not determined' } as const
    expect(intervalText(doubted)?.replaceAll('\u202f', ' ')).toBe(
      'not determined; 95 % CI open on both sides',
    )
    const bare = { ...viewOf({ profile: null }, 0.95), doubt: 'beyond the tested doses' } as const
    expect(intervalText(bare)).toBe('beyond the tested doses')
  })
})
