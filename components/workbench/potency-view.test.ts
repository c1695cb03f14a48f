import { expect, it } from 'vitest'
import { fitCurve } from '@/lib/fit/fit-curve.ts'
import { PLAIN_REQUEST } from '@/lib/fit/testing/plain-request.ts'
import { verdictSentence } from '@/lib/workbench/verdict-sentence.ts'
import { potencyFacts, potencyView, withoutEcho } from './potency-view.ts'

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

it('says why there is no potency once, and what would tell', () => {
  const fit = fitCurve({
    ...PLAIN_REQUEST,
    dose: Float64Array.from(DOSE),
    response: Float64Array.of(1, -2, 3, 0, 2, -1, 2),
    absoluteLevel: 50,
  })
  const context = { unit: 'µM', name: 'IC50', responseUnit: '%', absoluteLevel: 50, level: 0.95 } as const
  expect(fit.relative.verdict.rule).toBe('flat-level-unknown')
  const doses = Float64Array.from(DOSE)
  expect(verdictSentence({ fit, potency: fit.relative, doses, unit: 'µM' })).toMatch(
    /^Not determined: .* A policy with a direction would$/,
  )
  const { absolute } = fit
  const note = absolute && withoutEcho(potencyView(absolute, context), fit).note
  expect(note).toBeNull()
})
