import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { variantsOf } from '../models/table.ts'
import { at } from '../numbers.ts'
import { makeRandom } from '../numerics/random.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { FitRequest } from '../types.ts'
import { proposeOutliers } from './rout.ts'

const free = { kind: 'free' } as const
const constraints = { bottom: free, top: free, logEc50: free, hill: free }
const dose = Float64Array.from({ length: 24 }, (_, i) => 10 ** (Math.floor(i / 3) / 2 - 2))
const mean = (d: number) => 5 + 90 / (1 + 0.7 / d)
const SD = 3

function request(response: Float64Array, changes: Partial<FitRequest> = {}): FitRequest {
  return {
    ...PLAIN_REQUEST,
    constraints,
    responseScale: 'arbitrary',
    dose,
    response,
    outliers: true,
    ...changes,
  }
}

function propose(asked: FitRequest) {
  return proposeOutliers(asked, variantsOf(asked.model, asked.constraints))
}

describe('ROUT', () => {
  it('proposes a well in 1 to 3 % of clean sets', () => {
    const random = makeRandom(31)
    const sets = 1500
    let withOutlier = 0
    let wells = 0
    for (let i = 0; i < sets; i++) {
      const found = propose(request(dose.map((d) => mean(d) + SD * random.normal()))) ?? []
      if (found.length > 0) withOutlier++
      wells += found.length
    }
    // Motulsky and Brown's figure, and three binomial deviations of 1,500 sets either side of it.
    expect(withOutlier / sets).toBeGreaterThan(0.01 - 0.0077)
    expect(withOutlier / sets).toBeLessThan(0.03 + 0.0132)
    expect(wells / (sets * dose.length)).toBeLessThan(0.01)
  })

  it('finds one well 9 SD out nearly always, and takes few others with it', () => {
    const random = makeRandom(32)
    const sets = 400
    let [found, others] = [0, 0]
    for (let i = 0; i < sets; i++) {
      const response = dose.map((d) => mean(d) + SD * random.normal())
      const row = i % 24
      response[row] = mean(at(dose, row)) + (i % 2 === 0 ? 9 : -9) * SD
      const rows = propose(request(response)) ?? []
      if (rows.includes(row)) found++
      others += rows.filter((other) => other !== row).length
    }
    expect(found / sets).toBeGreaterThan(0.95)
    // False discoveries stay near Q of all that is proposed; a few times it, since sets are small.
    expect(others / (found + others)).toBeLessThan(0.05)
  })

  it('finds several at once, where each hides the others from least squares', () => {
    const random = makeRandom(33)
    const response = dose.map((d) => mean(d) + SD * random.normal())
    const planted = [2, 9, 10, 20]
    for (const row of planted) response[row] = at(response, row) + 14 * SD * (row % 2 === 0 ? 1 : -1)
    expect(propose(request(response))).toEqual(planted)
  })

  it('proposes rows by their places, whatever their order, and leaves them in the fit', () => {
    const random = makeRandom(34)
    const response = dose.map((d) => mean(d) + SD * random.normal())
    response[4] = at(response, 4) + 45
    const turned = request(response.toReversed(), { dose: dose.toReversed() })
    expect(propose(request(response))).toEqual([4])
    expect(propose(turned)).toEqual([19])
    const fit = fitCurve(request(response))
    expect(fit.outliers).toEqual([4])
    expect(fit.n).toBe(24)
    expect(fit.flags).toContain('outlier-proposed')
  })

  it.each<[string, Partial<FitRequest>]>([
    ['unequal weights', { weights: dose.map((_, i) => 1 + (i % 2)) }],
    ['weights from the curve', { weighting: '1/y' }],
    ['means of wells', { wells: { sd: new Float64Array(24).fill(1), count: new Float64Array(24).fill(3) } }],
    ['censored responses', { censoring: Int8Array.from(dose, (_, i) => (i === 0 ? -1 : 0)) }],
  ])('is not made for %s', (_, changes) => {
    expect(propose(request(dose.map(mean), changes))).toBeNull()
  })

  it('has nothing to say where every well lies on the curve, or none can be spared', () => {
    expect(propose(request(dose.map(mean)))).toEqual([])
    const few = { dose: dose.filter((_, i) => i % 6 === 0) }
    expect(propose(request(few.dose.map(mean), few))).toBeNull()
  })
})

describe('robust fits', () => {
  it.each(['huber', 'tukey', 'lorentz'] as const)('%s keeps a wild well from moving the curve', (loss) => {
    const random = makeRandom(35)
    const clean = dose.map((d) => mean(d) + SD * random.normal())
    const wild = clean.map((y, i) => (i === 13 ? y + 300 : y))
    const here = fitCurve(request(clean, { loss, detail: 'drag' }))
    const there = fitCurve(request(wild, { loss, detail: 'drag' }))
    const squares = fitCurve(request(wild, { detail: 'drag' }))
    const shift = (fit: typeof here) => Math.abs((fit.relative.logRoot ?? 0) - (here.relative.logRoot ?? 0))
    expect(shift(there)).toBeLessThan(0.06)
    expect(shift(squares)).toBeGreaterThan(2 * shift(there))
  })

  it.each(['huber', 'tukey', 'lorentz'] as const)(
    '%s sees the response that a wild well drowns in least squares',
    (loss) => {
      const random = makeRandom(36)
      const response = dose.map((d, i) => mean(d) + SD * random.normal() + (i === 1 ? 600 : 0))
      const fit = fitCurve(request(response, { loss }))
      expect(fit.flatTest?.p).toBeLessThan(1e-6)
      expect(fit.relative.verdict.kind).not.toBe('no-response')
    },
  )

  it('test fixed plateaus at their own weights', () => {
    const random = makeRandom(38)
    const response = dose.map((d, i) => mean(d) + SD * random.normal() + (i === 10 ? 120 : 0))
    const held = (value: number) => ({ ...constraints, bottom: { kind: 'fixed', value } as const })
    const right = fitCurve(request(response, { loss: 'huber', constraints: held(5) }))
    const wrong = fitCurve(request(response, { loss: 'huber', constraints: held(20) }))
    expect(right.contradiction?.contradicted).toEqual([])
    expect(wrong.contradiction?.contradicted).toEqual(['bottom'])
  })

  it('rest on steps and on level data', () => {
    const random = makeRandom(37)
    for (let i = 0; i < 60; i++) {
      const step = (d: number) => (i % 2 === 0 ? 50 : 5 + 90 / (1 + (0.7 / d) ** 6))
      const response = dose.map((d) => step(d) + SD * random.normal() + (random.normal() > 1.9 ? 40 : 0))
      for (const loss of ['huber', 'tukey', 'lorentz'] as const) {
        expect(fitCurve(request(response, { loss, detail: 'drag', outliers: false })).outcome.kind).toBe(
          'converged',
        )
      }
    }
  })
})
