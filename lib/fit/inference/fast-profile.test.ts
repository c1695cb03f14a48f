import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { loadReference, requestOf } from '../fixtures/load.ts'
import type { FitRequest } from '../types.ts'

const { datasets, fits } = loadReference()

function dragged(request: FitRequest) {
  return fitCurve({ ...request, detail: 'drag' }).parameters.find(({ name }) => name === 'logEc50')
}

const withProfile = fits.filter(
  ({ noInteriorOptimum, profile }) =>
    noInteriorOptimum === undefined &&
    profile?.intervals.some(({ parameter, stepLike }) => parameter === 'logEc50' && !stepLike),
)

describe.each(withProfile.map((fit) => [fit.id, fit] as const))('%s while dragging', (_, reference) => {
  it('has the profile limits of the reference, open ones included', () => {
    const request = requestOf(reference, datasets, 'expected')
    const limits = dragged(request)?.profile
    const expected = reference.profile?.intervals.find(({ parameter }) => parameter === 'logEc50')
    const doses = Array.from(
      request.dose.filter((dose) => dose > 0),
      Math.log10,
    )
    for (const side of ['lower', 'upper'] as const) {
      const limit = expected?.[side] ?? null
      const isOpen = limit === null || limit < Math.min(...doses) - 3 || limit > Math.max(...doses) + 3
      if (isOpen) expect(limits?.[side]).toBeNull()
      else expect(Math.abs((limits?.[side] ?? Number.NaN) - limit)).toBeLessThan(1e-6)
    }
  })
})

const [first] = withProfile
if (!first) throw new Error('no reference fit')
const request = requestOf(first, datasets, 'expected')

it('is what the midpoint carries while dragging, unless Wald limits are asked for', () => {
  const fit = fitCurve({ ...request, detail: 'drag' })
  expect(fit.relative.interval?.method).toBe('profile')
  expect(fitCurve({ ...request, detail: 'drag', interval: 'wald' }).relative.interval?.method).toBe('wald')
})

it('is none for a midpoint that is held or on its limit', () => {
  const held = { ...request.constraints, logEc50: { kind: 'fixed', value: 1 } } as const
  expect(dragged({ ...request, constraints: held })?.profile).toBeNull()
  const atLimit = { ...request.constraints, logEc50: { kind: 'bounded', lower: null, upper: 0.5 } } as const
  expect(dragged({ ...request, constraints: atLimit })).toMatchObject({ state: 'at-upper', profile: null })
})
