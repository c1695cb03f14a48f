import { describe, expect, it } from 'vitest'
import { fitJoint } from './fit-joint.ts'
import { assessParallelism, type ParallelismLimits, type Preparation } from './parallelism.ts'
import { relativePotency } from './relative-potency.ts'
import { jointReferences, requestOf } from './testing/reference.ts'

const LIMITS: ParallelismLimits = {
  hillRatio: [0.8, 1.25],
  bottomDifference: [-0.2, 0.2],
  topDifference: [-0.2, 0.2],
}

describe('relative potency of the reference fits', () => {
  it.each(
    jointReferences
      .filter(({ noInteriorOptimum, relativePotency: known }) => !noInteriorOptimum && known)
      .map((reference) => [reference.id, reference] as const),
  )('%s', (_, reference) => {
    const fit = fitJoint({ ...requestOf(reference, 'observed'), profile: false })
    expect(reference.relativePotency?.length).toBeGreaterThan(0)
    for (const known of reference.relativePotency ?? []) {
      const ours = relativePotency(fit, {
        reference: String(known.numerator),
        test: String(known.denominator),
        level: 0.95,
      })
      expect((ours?.ratio ?? 0) / known.ratioEd50).toBeCloseTo(1, 6)
      expect((ours?.standardError ?? 0) / known.se).toBeCloseTo(1, 6)
      expect(10 ** (ours?.interval.lower ?? 0) / known.ciLog[0]).toBeCloseTo(1, 6)
      expect(10 ** (ours?.interval.upper ?? 0) / known.ciLog[1]).toBeCloseTo(1, 6)
    }
  })
})

/** The two curves of the synthetic parallel set, true ratio 0.253. */
function parallelSet(): [Preparation, Preparation] {
  const reference = jointReferences.find(({ id }) => id === 'syn-parallel-LL4-parallel')
  if (!reference) throw new Error('no parallel set')
  const { dose, response, curve } = requestOf(reference, 'observed')
  const of = (name: string): Preparation => ({
    dose: dose.filter((_, i) => curve[i] === name),
    response: response.filter((_, i) => curve[i] === name),
  })
  return [of('reference'), of('test')]
}

describe('parallelism by equivalence', () => {
  const [reference, test] = parallelSet()
  const result = assessParallelism(reference, test, { ...LIMITS, covariance: 'observed' })

  it("has the reference's relative potency, t on n − 5", () => {
    const known = jointReferences.find(({ id }) => id === 'syn-parallel-LL4-parallel')?.relativePotency?.[0]
    expect((result.relativePotency?.ratio ?? 0) / (known?.ratioEd50 ?? 1)).toBeCloseTo(1, 6)
    expect(10 ** (result.relativePotency?.interval.upper ?? 0)).toBeCloseTo(known?.ciLog[1] ?? 0, 6)
  })

  it('has the slope ratio of the separate estimates, its interval by Fieller from their published errors', () => {
    const separate = jointReferences.find(({ id }) => id === 'syn-parallel-LL4')
    const hills = separate?.parameters.filter(({ name }) => name === 'hill') ?? []
    const hill = (curve: string) => hills.find((one) => one.curve === curve)
    const [r, t] = [hill('reference'), hill('test')]
    // One of the two is told upside down there: the size of the ratio is what both share.
    const ratio = Math.abs((t?.estimate ?? 0) / (r?.estimate ?? 1))
    expect(result.hillRatio?.estimate).toBeCloseTo(ratio, 6)
    // Student's t, 95 %, 24 degrees of freedom; the curves share nothing, so the estimates do not covary.
    const quantile = 1.7108820799
    const at = (rho: number) =>
      Math.abs(Math.abs(t?.estimate ?? 0) - rho * Math.abs(r?.estimate ?? 0)) /
      Math.sqrt((t?.se ?? 0) ** 2 + (rho * (r?.se ?? 0)) ** 2)
    expect(at(result.hillRatio?.lower ?? 0)).toBeCloseTo(quantile, 5)
    expect(at(result.hillRatio?.upper ?? 0)).toBeCloseTo(quantile, 5)
    expect(result.hillRatio?.lower).toBeLessThan(ratio)
  })

  it('calls it parallel where the limits allow for the noise, and not where they do not', () => {
    const wide = { ...LIMITS, hillRatio: [0.5, 2] as const }
    expect(assessParallelism(reference, test, wide).verdict).toBe('parallel')
    const narrow = { ...LIMITS, hillRatio: [0.99, 1.01] as const }
    expect(assessParallelism(reference, test, narrow).verdict).toBe('not-shown')
  })

  it('sees a top that is 30 % of the span lower', () => {
    const span = Math.max(...test.response) - Math.min(...test.response)
    const low = Math.min(...test.response)
    const short = { ...test, response: test.response.map((y) => low + 0.7 * (y - low)) }
    const seen = assessParallelism(reference, short, { ...LIMITS, hillRatio: [0.5, 2] })
    expect(span).toBeGreaterThan(50)
    expect(seen.verdict).toBe('not-shown')
    expect(seen.topDifference?.estimate).toBeCloseTo(-0.3, 1)
    expect(seen.topDifference?.isEquivalent).toBe(false)
    expect(seen.bottomDifference?.isEquivalent).toBe(true)
  })

  it('does not reward noise: a test too loose to tell is not shown to be parallel', () => {
    const loud = test.response.map((y, i) => y + (i % 2 === 0 ? 30 : -30))
    const seen = assessParallelism(reference, { ...test, response: loud }, LIMITS)
    expect(seen.verdict).not.toBe('parallel')
  })

  it('determines nothing from three points', () => {
    const few = { dose: test.dose.slice(0, 3), response: test.response.slice(0, 3) }
    expect(assessParallelism(reference, few, LIMITS)).toMatchObject({
      verdict: 'not-determined',
      hillRatio: null,
    })
  })
})
