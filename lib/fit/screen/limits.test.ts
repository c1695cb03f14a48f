import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { CurveFit, FitRequest, VerdictLimits } from '../types.ts'
import { LIMIT_RANGES, USUAL_VERDICT_LIMITS } from './limits.ts'

const wobble = [1, -0.6, 0.3, -1.1, 0.8, -0.2, 0.5, -0.9, 0.1, 1.2, -0.7]
const doses = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]

interface Shape {
  readonly top?: number
  readonly ec50?: number
  readonly tested?: readonly number[]
  /** Added at each tested dose. */
  readonly shift?: readonly number[]
}

/** Two wells per dose of a rising curve from 0, with fixed scatter of about 1. */
function request({ top = 100, ec50 = 0.5, tested = doses, shift = [] }: Shape): FitRequest {
  const dose = Float64Array.from(tested.flatMap((d) => [d, d]))
  const mean = (d: number) => (d === 0 ? 0 : top / (1 + (ec50 / d) ** 1.2))
  return {
    ...PLAIN_REQUEST,
    dose,
    response: dose.map((d, i) => mean(d) + (wobble[i % wobble.length] ?? 0) + (shift[i >> 1] ?? 0)),
  }
}

const judged = (asked: FitRequest, limits: Partial<VerdictLimits>): CurveFit => fitCurve({ ...asked, limits })

describe('limits of the verdict', () => {
  it('are what science.md 4 states where nothing is said, to the digit', () => {
    expect(USUAL_VERDICT_LIMITS).toEqual({
      flatP: 0.05,
      effectSd: 3,
      leastEffect: 0,
      contradictedP: 0.01,
      bendDoses: 2,
      lowestPlateau: -20,
      highestPlateau: 120,
      pointFold: 3,
      wideFold: 10,
      lackOfFitP: 0.01,
      hitSd: 3,
    })
    const asked = request({})
    expect(judged(asked, USUAL_VERDICT_LIMITS)).toEqual(fitCurve(asked))
  })

  it('the hit call asks for another reach, and decides no verdict', () => {
    const asked = { ...request({ top: 18, tested: [0, ...doses] }), detail: 'full' as const }
    const hit = (limits: Partial<VerdictLimits>) => judged(asked, limits).screenClass?.hitCall ?? Number.NaN
    // A percentage has an SD of 10: an effect of 18 lies beyond one of them, and short of three.
    expect(hit({})).toBeLessThan(0.01)
    expect(hit({ hitSd: 1 })).toBeGreaterThan(0.99)
    expect(judged(asked, { hitSd: 1 }).relative).toEqual(judged(asked, {}).relative)
  })

  it('an effect below the least that counts is no response, reported as above the top dose', () => {
    const asked = request({ top: 18, tested: [0, ...doses] })
    expect(judged(asked, { leastEffect: 15 }).relative.verdict.kind).toBe('reportable')
    const { relative } = judged(asked, { leastEffect: 25 })
    expect(relative).toMatchObject({
      qualifier: '>',
      logDose: Math.log10(30),
      verdict: { kind: 'no-response', text: 'the effect is smaller than the least that counts' },
    })
    // Nothing tells what the full scale of counts is.
    const counts = judged({ ...asked, responseScale: 'arbitrary' }, { leastEffect: 25 })
    expect(counts.relative.verdict.kind).toBe('reportable')
  })

  it('is the same for fractions', () => {
    const percent = request({ top: 18, tested: [0, ...doses] })
    const fraction = {
      ...percent,
      response: percent.response.map((y) => y / 100),
      responseScale: 'fraction',
    } as const
    expect(judged(fraction, { leastEffect: 25 }).relative.verdict.kind).toBe('no-response')
    expect(judged(fraction, { leastEffect: 15 }).relative.verdict.kind).toBe('reportable')
  })

  it('so many SD of a well is no effect', () => {
    // Scatter of about 0.7 within a dose, and an effect of 18.
    const asked = request({ top: 18, tested: [0, ...doses] })
    expect(judged(asked, { effectSd: 10 }).relative.verdict.kind).toBe('reportable')
    expect(judged(asked, { effectSd: 60 }).relative.verdict.rule).toBe('no-response')
  })

  it('another p makes a response flat', () => {
    const level = request({ top: 0, tested: [0, ...doses] })
    const { flatPCalibrated } = fitCurve(level)
    expect(flatPCalibrated).toBeGreaterThan(0.05)
    const asked = request({ top: 2, tested: [0, ...doses] })
    const p = fitCurve(asked).flatPCalibrated ?? Number.NaN
    expect(p).toBeGreaterThan(0.0005)
    expect(p).toBeLessThan(0.05)
    expect(judged(asked, { effectSd: 0 }).relative.verdict.kind).not.toBe('no-response')
    expect(judged(asked, { effectSd: 0, flatP: p / 2 }).relative.verdict.kind).toBe('no-response')
  })

  it('more or fewer doses have to lie beyond each bend', () => {
    // The upper bend lies at 4 · 10^(0.67/1.2) = 14.5: one dose, 30, is beyond.
    const asked = request({ ec50: 4 })
    expect(judged(asked, {}).relative.verdict.text).toBe('fewer than two doses show the top')
    expect(judged(asked, { bendDoses: 1 }).relative.verdict).toMatchObject({
      kind: 'reportable',
      text: 'one dose lies beyond each bend of the curve',
    })
    expect(judged(asked, { bendDoses: 4 }).relative.verdict.text).toBe('fewer than four doses show the top')
  })

  it('plateaus are plausible as far as is said', () => {
    const asked = request({ top: 130 })
    expect(judged(asked, {}).relative.verdict.text).toBe('the top lies outside −20 to 120 %')
    expect(judged(asked, { highestPlateau: 140 }).relative.verdict.kind).toBe('reportable')
    expect(judged(asked, { highestPlateau: 140, lowestPlateau: 10 }).relative.verdict.text).toBe(
      'the bottom lies outside 10 to 140 %',
    )
  })

  it('one point decides, and an interval is wide, from other multiples on', () => {
    const asked = request({})
    const { leaveOneOut, relative } = fitCurve(asked)
    const worst = Math.max(...Array.from(leaveOneOut ?? [], (ratio) => Math.max(ratio, 1 / ratio)))
    expect(judged(asked, { pointFold: worst * 1.001 }).flags).not.toContain('one-point-decides')
    const rounded = Number((1 + (worst - 1) / 2).toPrecision(4))
    expect(judged(asked, { pointFold: rounded }).relative.verdict).toMatchObject({
      rule: 'one-point-decides',
      text: `one point moves the value more than ${rounded}-fold`,
    })
    const fold = 10 ** ((relative.interval?.upper ?? 0) - (relative.interval?.lower ?? 0))
    expect(judged(asked, { wideFold: fold * 1.001 }).flags).not.toContain('wide-interval')
    expect(judged(asked, { wideFold: fold / 1.001 }).relative.verdict.rule).toBe('wide-interval')
  })

  it('lack of fit and contradicted plateaus are told at other p', () => {
    const bent = request({ shift: [0, 2.2, 0, -2.2, 0, 2.2, 0, 0] })
    const p = fitCurve(bent).lackOfFit?.p ?? Number.NaN
    expect(judged(bent, { lackOfFitP: p * 1.01 }).flags).toContain('lack-of-fit')
    expect(judged(bent, { lackOfFitP: p / 1.01 }).flags).not.toContain('lack-of-fit')
    const plain = request({})
    const held = {
      ...plain,
      constraints: { ...plain.constraints, top: { kind: 'fixed', value: 101 } },
    } as const
    const own = fitCurve(held).contradiction?.test.p ?? Number.NaN
    expect(judged(held, { contradictedP: own * 1.01 }).contradiction?.contradicted).toEqual(['top'])
    expect(judged(held, { contradictedP: own / 1.01 }).contradiction?.contradicted).toEqual([])
  })

  it.each([
    ['a p above 1', { flatP: 1.5 }, 'The limit flatP must be from 0 to 1.'],
    ['half a dose', { bendDoses: 1.5 }, 'The limit bendDoses must be a whole number from 1 to 4.'],
    ['no number', { wideFold: Number.NaN }, 'The limit wideFold must be from 1 to 1000000.'],
    ['ends that cross', { lowestPlateau: 130 }, 'The lowest plausible plateau must lie below the highest.'],
    ['a name nobody knows', { constructor: 3 }, 'Unknown limit constructor.'],
  ])('%s is refused in words', (_, limits, reason) => {
    const { outcome } = fitCurve({ ...request({}), limits: limits as Partial<VerdictLimits> })
    expect(outcome).toEqual({ kind: 'invalid-input', reason })
  })

  it('knows a range for every limit, the usual value inside', () => {
    for (const [name, range] of Object.entries(LIMIT_RANGES)) {
      const usual = USUAL_VERDICT_LIMITS[name as keyof VerdictLimits]
      expect(usual).toBeGreaterThanOrEqual(range.least)
      expect(usual).toBeLessThanOrEqual(range.most)
    }
  })
})
