/** What no measurement holds but a file may: not a number, infinite, negative, unequal in length, absurdly large. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fitCurve } from './fit-curve.ts'
import { MODEL_ENTRIES } from './models/table.ts'
import type { Constraint } from './types.ts'

const wild = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, -0, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE),
  fc.constantFrom(0, 0.1, 1, 10, 100),
)
const column = fc.array(wild, { maxLength: 14 }).map((values) => Float64Array.from(values))
const constraint: fc.Arbitrary<Constraint> = fc.oneof(
  fc.constant<Constraint>({ kind: 'free' }),
  wild.map((value): Constraint => ({ kind: 'fixed', value })),
  fc.tuple(wild, wild).map(([lower, upper]): Constraint => ({ kind: 'bounded', lower, upper })),
)

it('ends with a tag, and no estimate that it calls converged is not a number', () => {
  const request = fc.record({
    model: fc.constantFrom(...MODEL_ENTRIES.map(({ name }) => name)),
    constraints: fc.record({ bottom: constraint, top: constraint, logEc50: constraint, hill: constraint }),
    level: fc.oneof(fc.constant(0.95), wild),
    absoluteLevel: fc.oneof(fc.constant(null), wild),
    detail: fc.constant('drag' as const),
    covariance: fc.constantFrom('expected' as const, 'observed' as const),
    responseScale: fc.constantFrom('percent' as const, 'arbitrary' as const),
  })
  // Mostly as long as each other, so that the engine gets past looking at the lengths.
  const columns = fc.oneof(
    { arbitrary: fc.array(fc.tuple(wild, wild), { maxLength: 14 }).map(unzipped), weight: 4 },
    { arbitrary: fc.record({ dose: column, response: column }), weight: 1 },
  )
  fc.assert(
    fc.property(columns, request, fc.option(column, { nil: undefined }), (points, rest, weights) => {
      const asked = { ...rest, ...points }
      const fit = fitCurve(weights === undefined ? asked : { ...asked, weights })
      expect(fit.outcome.kind).toMatch(
        /^(converged|stalled|iteration-limit|singular|too-few-points|invalid-input)$/,
      )
      if (fit.outcome.kind === 'converged')
        for (const { estimate } of fit.parameters) expect(estimate).not.toBeNaN()
      if (fit.relative.logDose !== null) expect(Number.isFinite(fit.relative.logDose)).toBe(true)
    }),
    { numRuns: 400 },
  )
})

function unzipped(points: readonly (readonly [number, number])[]) {
  return {
    dose: Float64Array.from(points, ([dose]) => Math.abs(dose)),
    response: Float64Array.from(points, ([, response]) => response),
  }
}
