import { expect, it } from 'vitest'
import { afterWarmUp, fitSlope, judgeSlope } from './slope.mjs'

/** Norris, certified by NIST (StRD, linear regression): slope 1.00211681802045 with standard error 0.429796848199937E-03. */
const NORRIS: readonly (readonly [y: number, x: number])[] = [
  [0.1, 0.2],
  [338.8, 337.4],
  [118.1, 118.2],
  [888.0, 884.6],
  [9.2, 10.1],
  [228.1, 226.5],
  [668.5, 666.3],
  [998.5, 996.3],
  [449.1, 448.6],
  [778.9, 777.0],
  [559.2, 558.2],
  [0.3, 0.4],
  [0.1, 0.6],
  [778.1, 775.5],
  [668.8, 666.9],
  [339.3, 338.0],
  [448.9, 447.5],
  [10.8, 11.6],
  [557.7, 556.0],
  [228.3, 228.1],
  [998.0, 995.8],
  [888.8, 887.6],
  [119.6, 120.2],
  [0.3, 0.3],
  [0.6, 0.3],
  [557.6, 556.8],
  [339.3, 339.1],
  [888.0, 887.2],
  [998.5, 999.0],
  [778.9, 779.0],
  [10.2, 11.1],
  [117.6, 118.3],
  [228.9, 229.2],
  [668.4, 669.1],
  [449.2, 448.9],
  [0.2, 0.5],
]

it('gives the certified slope and its interval', () => {
  const { slope, low, high } = fitSlope(NORRIS.map(([mb, minute]) => ({ minute, mb })))
  expect(slope).toBeCloseTo(1.00211681802045, 12)
  // t(0.975, 34) = 2.032245 of printed tables
  expect((high - low) / 2).toBeCloseTo(2.032245 * 0.429796848199937e-3, 8)
})

it('leaves the first quarter of the time out', () => {
  const samples = [1, 2, 3, 4, 7, 10, 12].map((minute) => ({ minute, mb: 100 }))
  expect(afterWarmUp(samples).map(({ minute }) => minute)).toEqual([3, 4, 7, 10, 12])
})

it.each([
  [{ low: -0.4, high: 0.9 }, 'flat'],
  [{ low: -0.4, high: 1.1 }, 'not settled'],
  [{ low: 1.1, high: 3 }, 'rising'],
])('%j is %s', (interval, verdict) => {
  expect(judgeSlope(interval, 1)).toBe(verdict)
})
