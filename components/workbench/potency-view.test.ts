import { expect, it } from 'vitest'
import { fitCurve } from '@/lib/fit/fit-curve.ts'
import { PLAIN_REQUEST } from '@/lib/fit/testing/plain-request.ts'
import { potencyFacts } from './potency-view.ts'

const DOSE = [0.01, 0.03, 0.1, 0.3, 1, 3, 10]

function facts(response: readonly number[]) {
  const fit = fitCurve({
    ...PLAIN_REQUEST,
    dose: Float64Array.from(DOSE),
    response: Float64Array.from(response),
    absoluteLevel: 50,
  })
  return {
    qualifiers: [fit.relative.qualifier, fit.absolute?.qualifier],
    labels: potencyFacts(fit, { total: DOSE.length, responseUnit: '%', flags: [] }).map(({ label }) => label),
  }
}

const APART = 'Relative and absolute apart'

it('says how far two potencies are apart', () => {
  const { qualifiers, labels } = facts([1.2, 2.1, 8.6, 25.4, 49.5, 74.6, 91.2])
  expect(qualifiers).toEqual(['=', '='])
  expect(labels).toContain(APART)
})

it('says nothing of the distance to a potency that is a limit', () => {
  // Rises to 30 only: half of it lies among the doses, 50 does not.
  const { qualifiers, labels } = facts([0.4, 1.1, 2.9, 7.2, 14.8, 23.1, 27.4])
  expect(qualifiers).toEqual(['=', '>'])
  expect(labels).not.toContain(APART)
})
