import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import type { CurveData } from '../data-frame/types.ts'
import { decidingPoint, decidingSentence } from './deciding-point.ts'
import { effectFacts, workWith } from './exclusion-effect.ts'
import { potencyAt, rExampleFit } from './fit-fixture.ts'
import { initialWork } from './initial-work.ts'
import { includedPoints } from './selectors.ts'

const FRAME = rExampleFrame()
const WORK = initialWork(guessMapping(FRAME))
const [CURVE] = buildCurves(FRAME, WORK.mapping) as [CurveData]
const NAMES = { potency: 'IC50', doseUnit: 'µM', level: 0.95 } as const
const log = Math.log10

function plain(text: string | null): string | null {
  return text?.replaceAll(/[\u202f\u00a0]/g, ' ') ?? null
}

describe('workWith', () => {
  it('leaves out the wells that are in, and touches no other curve', () => {
    const tried = workWith(WORK, CURVE, [4, 11, 999])
    expect(tried).toMatchObject({ rows: [4, 11], isWithout: true })
    const included = includedPoints(tried?.work ?? WORK, CURVE)
    expect(Array.from(CURVE.rows).filter((_, i) => included[i] === false)).toEqual([4, 11])
    expect(WORK.exclusions).toEqual({})
  })

  it('takes the wells that are still in where some are out, and all back where none is in', () => {
    const out = workWith(WORK, CURVE, [4])?.work ?? WORK
    expect(workWith(out, CURVE, [4, 11])).toMatchObject({ rows: [11], isWithout: true })
    expect(workWith(out, CURVE, [4])).toMatchObject({ rows: [4], isWithout: false, work: { exclusions: {} } })
  })

  it('has nothing to try where no row is of the curve', () => {
    expect(workWith(WORK, CURVE, [999])).toBeNull()
    expect(workWith(WORK, CURVE, [])).toBeNull()
  })
})

describe('effectFacts', () => {
  it('says potency, interval, multiple and verdict', () => {
    const after = rExampleFit({
      relative: potencyAt(24.5, {
        interval: { lower: log(19), upper: log(33), method: 'profile' },
        verdict: { kind: 'estimated', rule: 'wide-interval', text: '' },
      }),
    })
    const facts = effectFacts(rExampleFit(), after, NAMES)
    // 24.5 / 22.92 = 1.0689
    expect(plain(facts.potency)).toBe('IC50 24.5 µM')
    expect(plain(facts.interval)).toBe('95 % CI 19.0 to 33.0')
    expect(facts).toMatchObject({ fold: '×1.07', verdict: 'estimated', isVerdictNew: true })
  })

  it('never shows a value beyond the tested doses without its sign, nor a multiple or interval of it', () => {
    const relative = potencyAt(300, {
      qualifier: '>',
      interval: { lower: log(200), upper: null, method: 'profile' },
    })
    const facts = effectFacts(rExampleFit(), rExampleFit({ relative }), NAMES)
    expect(plain(facts.potency)).toBe('IC50 > 300 µM')
    expect(facts).toMatchObject({ fold: null, interval: null })
    expect(effectFacts(rExampleFit({ relative }), rExampleFit(), NAMES).fold).toBeNull()
  })

  it('says so where there is no potency', () => {
    const facts = effectFacts(rExampleFit(), rExampleFit({ relative: potencyAt(null) }), NAMES)
    expect(facts).toMatchObject({ potency: 'IC50 not determined', fold: null, interval: null })
  })
})

describe('decidingPoint', () => {
  const all = CURVE.rows.map(() => 1)
  const isIncluded = Array.from(CURVE.rows, () => true)
  const withMultiples = (changes: Record<number, number>) => {
    const leaveOneOut = Float64Array.from(all, (one, i) => changes[i] ?? one)
    return rExampleFit({ leaveOneOut })
  }

  // The interval 18.4 to 29.9 around 22.92 is ×0.803 to ×1.305.
  it('is none while every multiple stays in the interval', () => {
    expect(decidingPoint(withMultiples({ 4: 1.3, 5: 0.81 }), CURVE, isIncluded)).toBeNull()
  })

  it('names the well that moves the potency most, and counts the others', () => {
    const found = decidingPoint(withMultiples({ 4: 1.31, 5: 0.7 }), CURVE, isIncluded)
    expect(found).toEqual({ row: CURVE.rows[5], multiple: 0.7, others: 1 })
    expect(found && decidingSentence(found, 'IC50')).toBe(
      `Without row ${(CURVE.rows[5] ?? 0) + 1} the IC50 is ×0.70, outside its own interval: this one well decides. The same is true of 1 more.`,
    )
  })

  it('counts multiples by the wells that took part', () => {
    const fit = rExampleFit({ leaveOneOut: Float64Array.from({ length: 20 }, (_, i) => (i === 4 ? 2 : 1)) })
    const without = isIncluded.map((_, i) => i !== 0)
    expect(decidingPoint(fit, CURVE, without)?.row).toBe(CURVE.rows[5])
  })

  it('takes a fit that fails for the farthest', () => {
    const found = decidingPoint(withMultiples({ 2: Number.NaN, 4: 5 }), CURVE, isIncluded)
    expect(found?.row).toBe(CURVE.rows[2])
    expect(found && decidingSentence(found, 'IC50')).toContain('there is no fit')
  })

  it('is silent where the potency is beyond the tested doses', () => {
    const relative = potencyAt(300, { qualifier: '>' })
    expect(decidingPoint({ ...withMultiples({ 4: 9 }), relative }, CURVE, isIncluded)).toBeNull()
  })
})
