import { expect, it } from 'vitest'
import { fitCurve } from '../fit/fit-curve.ts'
import { PLAIN_REQUEST } from '../fit/testing/plain-request.ts'
import { doubtOf, isMeasured } from './measured-parameter.ts'

const FREE = { kind: 'free' } as const
const DOSES = [0.1, 1, 10, 100, 1000, 10_000]
const NOISE = [1.2, -0.8, 0.3, -1.1, 0.9, -0.5]

function fitOf(response: readonly number[], bottom: { kind: 'fixed'; value: number } | typeof FREE = FREE) {
  return fitCurve({
    ...PLAIN_REQUEST,
    dose: Float64Array.from([...DOSES, ...DOSES]),
    response: Float64Array.from([...response, ...response.map((value, i) => value + (NOISE[5 - i] ?? 0))]),
    constraints: { bottom, top: FREE, logEc50: FREE, hill: FREE },
  })
}

const NAMES = ['bottom', 'top', 'logEc50', 'hill'] as const

it('takes every parameter of a whole curve for a measurement', () => {
  const whole = fitOf([1, 4, 35, 80, 97, 99])
  expect(NAMES.map((name) => doubtOf(whole, name))).toEqual([null, null, null, null])
})

it('takes none of a flat response, whose fit steps somewhere, but what was fixed', () => {
  expect(NAMES.map((name) => doubtOf(fitOf(NOISE), name))).toEqual(NAMES.map(() => 'not determined'))
  const held = fitOf(NOISE, { kind: 'fixed', value: 0 })
  expect(NAMES.map((name) => isMeasured(held, name))).toEqual([true, false, false, false])
})

it('does not take the slope of a step, which no dose lies on', () => {
  const step = fitOf([0, 1, -1, 100, 101, 99])
  expect(step.relative.verdict.rule).toBe('steep')
  expect(NAMES.map((name) => doubtOf(step, name))).toEqual([null, null, null, 'not determined'])
})
