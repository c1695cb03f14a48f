import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { frameOf, rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import type { CurveData } from '../data-frame/types.ts'
import { fitCurve } from '../fit/fit-curve.ts'
import { groupLabel, groupsOf, sharedGroups } from './groups.ts'
import { initialHistory, initialWork } from './initial-work.ts'
import { BUILT_IN_POLICIES, policyTitle } from './policies.ts'
import { parsePolicyFile, policyFile } from './policy-file.ts'
import { policyPreview, previewSentence } from './policy-preview.ts'
import { potencyAt, rExampleFit } from './fit-fixture.ts'
import { reduceWork } from './reduce-work.ts'
import { parseSavedWork } from './saved-work.ts'
import { serialiseWork } from './write-work.ts'
import { activePolicy, curveRequest, effectiveConstraints, modelOfCurve } from './selectors.ts'
import type { Policy, Work, WorkAction } from './types.ts'

const FRAME = rExampleFrame()
const WORK = initialWork(guessMapping(FRAME))
const CURVES = buildCurves(FRAME, WORK.mapping)
const [DAY, TWO_DAYS] = CURVES as [CurveData, CurveData]

const OWN: Policy = {
  name: 'own:plates of may',
  title: 'Plates of May',
  version: 2,
  model: 'logistic5',
  constraints: {
    bottom: { kind: 'fixed', value: 3 },
    top: { kind: 'bounded', lower: 90, upper: null },
    logEc50: { kind: 'free' },
    hill: { kind: 'free' },
    asymmetry: { kind: 'bounded', lower: 0.5, upper: 2 },
  },
  covariance: 'expected',
  level: 0.9,
  method: { ...WORK.method, loss: 'tukey', limits: { wideFold: 20, leastEffect: 30 } },
  normalisation: {
    kind: 'inhibition',
    column: 'Role',
    negative: ['DMSO'],
    positive: ['pos'],
    scope: 'plate',
    centre: 'median',
  },
  plateLimits: { lowestZPrime: 0.4 },
}

function after(work: Work, action: WorkAction): Work {
  return reduceWork(initialHistory(work), action).present
}

describe('policies', () => {
  it('have names of their own and constraints that a fit takes', () => {
    expect(new Set(BUILT_IN_POLICIES.map(({ name }) => name)).size).toBe(BUILT_IN_POLICIES.length)
    for (const policy of BUILT_IN_POLICIES) {
      const work = after(WORK, { kind: 'set-policy', policy: policy.name })
      const fit = fitCurve(curveRequest(work, DAY, 'full').request)
      expect(`${policy.title}: ${fit.outcome.kind}`).toBe(`${policy.title}: converged`)
    }
  })

  it.each([
    ['viability', { bottom: [0, 20], top: [90, 110], hill: [-4, -0.3] }],
    ['kinase-inhibition', { bottom: [-10, 10], top: [80, 120], hill: [0.5, 3] }],
  ])('%s holds the fit within its bounds', (name, bounds) => {
    const work = after(WORK, { kind: 'set-policy', policy: name })
    const fit = fitCurve(curveRequest(work, DAY, 'full').request)
    for (const [parameter, [lowest, highest]] of Object.entries(bounds)) {
      const value = fit.parameters.find((one) => one.name === parameter)?.estimate ?? Number.NaN
      expect(value).toBeGreaterThanOrEqual(lowest as number)
      expect(value).toBeLessThanOrEqual(highest as number)
    }
  })

  it('set their method with them, and leave it where they say nothing of it', () => {
    const robust = after(WORK, { kind: 'set-policy', policy: 'agnostic' })
    expect(robust.method.loss).toBe('tukey')
    expect(after(robust, { kind: 'set-policy', policy: 'free' }).method.loss).toBe('tukey')
  })

  it('of a person come with the work, are saved with it and are undone in one step', () => {
    const taken = after(WORK, { kind: 'take-policy', policy: OWN, label: 'policy' })
    expect(activePolicy(taken)).toEqual(OWN)
    expect(policyTitle(OWN)).toBe('Plates of May, version 2')
    const { request } = curveRequest(taken, DAY, 'full')
    expect(request).toMatchObject({ model: 'logistic5', level: 0.9, loss: 'tukey' })
    expect(request.limits).toEqual({ wideFold: 20, leastEffect: 30 })
    expect(taken.plateLimits).toEqual({ lowestZPrime: 0.4 })
    expect(request.constraints.bottom).toEqual({ kind: 'fixed', value: 3 })
    const saved = parseSavedWork(serialiseWork(taken, FRAME.columns), FRAME.columns)
    expect(saved.ok && saved.value).toEqual(taken)
    const history = reduceWork(initialHistory(WORK), { kind: 'take-policy', policy: OWN, label: 'policy' })
    expect(reduceWork(history, { kind: 'undo' }).present).toEqual(WORK)
  })

  it('normalise with the columns that the table has for it, in the same step, or leave responses as they are', () => {
    const normalisation = {
      kind: 'inhibition',
      column: 0,
      negative: ['DMSO'],
      positive: ['pos'],
      by: [],
      centre: 'median',
    } as const
    const action = { kind: 'take-policy', policy: OWN, label: 'policy' } as const
    const history = reduceWork(initialHistory(WORK), { ...action, normalisation })
    expect(history.present.normalisation).toEqual({ ...normalisation, rawUnit: WORK.mapping.responseUnit })
    expect(history.present.policy).toBe(OWN.name)
    expect(history.past).toHaveLength(1)
    expect(after(history.present, action).normalisation).toEqual(history.present.normalisation)
    expect(after(history.present, { ...action, normalisation: null }).normalisation).toBeNull()
  })

  it('that nobody knows change nothing, and saved work that names one is refused', () => {
    expect(after(WORK, { kind: 'set-policy', policy: 'own:gone' })).toBe(WORK)
    const text = serialiseWork({ ...WORK, policy: 'own:gone' }, FRAME.columns)
    const saved = parseSavedWork(text, FRAME.columns)
    expect(!saved.ok && saved.error.message).toContain('a policy that this version does not know')
  })
})

describe('a policy’s file', () => {
  it('gives the same policy back', () => {
    expect(parsePolicyFile(policyFile(OWN))).toEqual({ ok: true, value: OWN })
  })

  it.each([
    ['no JSON', 'bottom: 0', 'the file is no JSON'],
    ['another file', '{"kind":"something else"}', 'This is no policy of Halfmax.'],
    ['a level above 1', policyFile({ ...OWN, level: 1.5 }), 'policy.level'],
    [
      'limits the wrong way round',
      policyFile({
        ...OWN,
        constraints: { ...OWN.constraints, top: { kind: 'bounded', lower: 2, upper: 1 } },
      }),
      'policy.constraints',
    ],
    ['a policy of Halfmax under another content', policyFile({ ...OWN, name: 'free' }), 'policy.name'],
    [
      'a limit beyond all bounds',
      policyFile({ ...OWN, method: { ...WORK.method, limits: { flatP: 7 } } }),
      'The limit flatP must be from 0 to 1.',
    ],
    ['a file far too large', ' '.repeat(1_000_001), 'far larger'],
  ])('is refused in words: %s', (_, text, words) => {
    const read = parsePolicyFile(text)
    expect(read.ok ? '' : read.error).toContain(words)
  })
})

describe('groups', () => {
  it('are the group values and the readout, whatever signs they hold', () => {
    expect(groupsOf('HeLa|Mortality 24h')).toEqual(['0:HeLa', 'readout:Mortality 24h'])
    expect(groupsOf('Mortality 24h')).toEqual(['readout:Mortality 24h'])
    const frame = frameOf(
      ['Compound', 'Cell', 'Dose (nM):Float', 'Inhibition (%):Float'],
      [
        [String.raw`a|b\c`, '', '1', '5'],
        [String.raw`a|b\c`, '', '10', '50'],
      ],
    )
    const guess = guessMapping(frame)
    const [curve] = buildCurves(frame, { ...guess.mapping, groups: [0, 1] })
    expect(groupsOf(curve?.id ?? '')).toEqual([String.raw`0:a|b\c`, '1:', 'readout:Inhibition (%)'])
    expect(groupLabel('readout:Mortality 48h')).toBe('readout Mortality 48h')
    expect(groupLabel('0:9:1 mix')).toBe('9:1 mix')
    expect(groupLabel('1:')).toBe('(no name)')
  })

  it('are worth setting where they hold several curves and not all', () => {
    const ids = ['A|x', 'A|y', 'B|x', 'B|y'].map((id) => ({ id }))
    expect([...sharedGroups(ids)]).toEqual([
      ['0:A', 2],
      ['readout:x', 2],
      ['readout:y', 2],
      ['0:B', 2],
    ])
    expect(sharedGroups(CURVES.slice(0, 1)).size).toBe(0)
  })

  it('decide over the policy, and the curve over them', () => {
    const group = groupsOf(DAY.id).at(-1) ?? ''
    const settings = { model: 'logistic5', constraints: { bottom: { kind: 'fixed', value: 1 } } } as const
    const set = after(WORK, { kind: 'set-group', group, settings, label: 'group' })
    expect(modelOfCurve(set, DAY.id)).toBe('logistic5')
    expect(modelOfCurve(set, TWO_DAYS.id)).toBe('logistic4')
    expect(effectiveConstraints(set, DAY.id).get('bottom')).toEqual({
      constraint: { kind: 'fixed', value: 1 },
      origin: 'group',
      inherited: { kind: 'fixed', value: 1 },
      inheritedFrom: 'group',
    })
    const own = after(set, {
      kind: 'set-constraint',
      curveId: DAY.id,
      parameter: 'bottom',
      constraint: { kind: 'free' },
      label: 'free',
      gesture: null,
    })
    expect(effectiveConstraints(own, DAY.id).get('bottom')).toMatchObject({
      constraint: { kind: 'free' },
      origin: 'curve',
      inheritedFrom: 'group',
    })
    const saved = parseSavedWork(serialiseWork(own, FRAME.columns), FRAME.columns)
    expect(saved.ok && saved.value).toEqual(own)
    const back = after(set, { kind: 'set-group', group, settings: null, label: 'back' })
    expect(back).toEqual(WORK)
  })
})

describe('a preview', () => {
  const at = (dose: number | null, change = {}) => rExampleFit({ relative: potencyAt(dose, change) })
  const above = { qualifier: '>', verdict: { kind: 'above-range', rule: 'top-dose-too-low', text: '' } }
  const pair = (now: ReturnType<typeof at>, tried: ReturnType<typeof at>) => ({ curve: DAY, now, tried })

  it('counts changes and flips, flips first and then the largest shift', () => {
    const preview = policyPreview([
      pair(at(10), at(10)),
      pair(at(10), at(12)),
      pair(at(10), at(4)),
      pair(at(10), at(300, above)),
    ])
    expect(preview.changes.map(({ verdicts }) => verdicts)).toEqual([
      ['reportable', 'above-range'],
      null,
      null,
    ])
    expect(preview.changes[0]?.shift).toBeNull()
    // log10 0.4 = −0.397940, log10 1.2 = 0.0791812
    expect(preview.changes[1]?.shift).toBeCloseTo(-0.39794, 5)
    expect(preview.changes[2]?.shift).toBeCloseTo(0.0791812, 6)
    expect(previewSentence(preview)).toBe(
      '3 of 4 curves change, 1 verdict flips; the largest shift is 2.50-fold.',
    )
  })

  it('says so where nothing changes, and takes another limit for a change', () => {
    expect(previewSentence(policyPreview([pair(at(10), at(10))]))).toBe('No curve changes.')
    const limits = policyPreview([pair(at(300, above), at(100, above)), pair(at(null), at(null))])
    expect(previewSentence(limits)).toBe('1 of 2 curves changes, no verdict flips.')
    const far = policyPreview([pair(at(1), at(1e6))])
    expect(previewSentence(far)).toContain('the largest shift is 1.00×10⁶-fold.')
  })
})
