import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { makeProblem } from '../optimize/problem.ts'
import { solve } from '../optimize/solve.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { Constraint, Constraints, CurveFit, FitRequest } from '../types.ts'
import type { Evidence, PotencyEvidence } from './evidence.ts'
import { badges, judge } from './verdict.ts'

const free: Constraint = { kind: 'free' }
const fixed = (value: number): Constraint => ({ kind: 'fixed', value })
const allFree: Constraints = { bottom: free, top: free, logEc50: free, hill: free }
const doses = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]
const wobble = [1, -0.6, 0.3, -1.1, 0.8, -0.2, 0.5, -0.9, 0.1, 1.2, -0.7]

/** Two wells per dose around a given mean, with fixed scatter of about 1 %. */
function request(
  mean: (dose: number) => number,
  changes: Partial<FitRequest> = {},
  tested = doses,
): FitRequest {
  const dose = Float64Array.from(tested.flatMap((d) => [d, d]))
  return {
    ...PLAIN_REQUEST,
    dose,
    response: dose.map((d, i) => mean(d) + (wobble[i % wobble.length] ?? 0)),
    absoluteLevel: 50,
    ...changes,
  }
}

const rising = (bottom: number, top: number, ec50: number, hill: number) => (dose: number) =>
  dose === 0 ? bottom : bottom + (top - bottom) / (1 + (ec50 / dose) ** hill)

const withControl = [0, ...doses]

describe('relative potency', () => {
  const cases: [
    string,
    FitRequest,
    { rule: string; kind: string; qualifier: string | null; dose?: number },
  ][] = [
    [
      'two doses beyond each bend are enough',
      request(rising(2, 98, 0.5, 1.2)),
      { rule: 'reportable', kind: 'reportable', qualifier: '=' },
    ],
    [
      'a falling curve likewise',
      request((d) => 100 - rising(2, 98, 0.5, 1.2)(d)),
      { rule: 'reportable', kind: 'reportable', qualifier: '=' },
    ],
    [
      'four doses with four points have nothing left to judge by',
      {
        ...request(rising(0, 100, 0.3, 1)),
        dose: Float64Array.of(0.01, 0.1, 1, 10),
        response: Float64Array.of(1, 20, 80, 99),
      },
      { rule: 'too-few-points', kind: 'not-determined', qualifier: null },
    ],
    [
      'flat at the level of the control is no response up to the top dose',
      request(() => 3, {}, withControl),
      { rule: 'no-response', kind: 'no-response', qualifier: '>', dose: 30 },
    ],
    [
      'flat at full effect in an assay known to rise',
      request(() => 99, { constraints: { ...allFree, hill: { kind: 'bounded', lower: 0.1, upper: null } } }),
      { rule: 'full-effect', kind: 'below-range', qualifier: '<', dose: 0.01 },
    ],
    [
      'flat in percent without control or direction could be either',
      request(() => 99),
      { rule: 'flat-level-unknown', kind: 'not-determined', qualifier: null },
    ],
    [
      'flat at 99 % is no effect where untreated wells read 100 %',
      request(() => 99, { untreated: 'full-scale' }),
      { rule: 'no-response', kind: 'no-response', qualifier: '>', dose: 30 },
    ],
    [
      'and full effect where they read 0',
      request(() => 99, { untreated: 'zero' }),
      { rule: 'full-effect', kind: 'below-range', qualifier: '<', dose: 0.01 },
    ],
    [
      'half-way it sits at neither level',
      request(() => 45, { untreated: 'zero' }),
      { rule: 'flat-level-unknown', kind: 'not-determined', qualifier: null },
    ],
    [
      'a direction that was given counts more than where untreated wells read',
      request(() => 99, {
        untreated: 'full-scale',
        constraints: { ...allFree, hill: { kind: 'bounded', lower: 0.1, upper: null } },
      }),
      { rule: 'full-effect', kind: 'below-range', qualifier: '<', dose: 0.01 },
    ],
    [
      'a midpoint beyond the top dose is reported as above it',
      request(rising(0, 100, 200, 1), { constraints: { ...allFree, top: fixed(100) } }),
      { rule: 'top-dose-too-low', kind: 'above-range', qualifier: '>', dose: 30 },
    ],
    [
      'a midpoint under the lowest dose is reported as below it',
      request(rising(0, 100, 0.001, 1), { constraints: { ...allFree, bottom: fixed(0) } }),
      { rule: 'lowest-dose-too-high', kind: 'below-range', qualifier: '<', dose: 0.01 },
    ],
    [
      'one dose off the baseline carries no curve',
      request((d) => (d === 30 ? 60 : 2), { constraints: { ...allFree, top: fixed(70) } }),
      { rule: 'single-point', kind: 'above-range', qualifier: '>', dose: 10 },
    ],
    [
      'a curve that has not levelled off leaves the upper limit open',
      request(rising(0, 30, 15, 0.9)),
      { rule: 'limit-open', kind: 'estimated', qualifier: '=' },
    ],
    [
      'a step between two doses has no slope',
      request((d) => (d > 0.5 ? 98 : 3)),
      { rule: 'steep', kind: 'estimated', qualifier: '=' },
    ],
    [
      'a bound that binds is said',
      request(rising(2, 98, 0.5, 1.2), {
        constraints: { ...allFree, top: { kind: 'bounded', lower: null, upper: 95 } },
      }),
      { rule: 'at-bound', kind: 'estimated', qualifier: '=' },
    ],
    [
      'a midpoint that was set is no result of the data',
      request(rising(2, 98, 0.5, 1.2), { constraints: { ...allFree, logEc50: fixed(Math.log10(0.6)) } }),
      { rule: 'held', kind: 'estimated', qualifier: '=', dose: 0.6 },
    ],
    [
      'a fixed plateau that the data contradict is said',
      request(rising(15, 98, 0.5, 1.2), { constraints: { ...allFree, bottom: fixed(0) } }),
      { rule: 'fixed-contradicted', kind: 'estimated', qualifier: '=' },
    ],
    [
      'one dose beyond the upper bend is not two',
      request(rising(0, 100, 8, 2)),
      { rule: 'plateau-not-seen', kind: 'estimated', qualifier: '=' },
    ],
    [
      'the last two doses turn back',
      request((d) => (d >= 10 ? 96 - 6 * Math.log10(d) : rising(2, 98, 0.2, 1.5)(d))),
      { rule: 'non-monotone', kind: 'estimated', qualifier: '=' },
    ],
    [
      'a plateau at 140 % is not plausible',
      request(rising(2, 140, 0.5, 1.2)),
      { rule: 'implausible-plateau', kind: 'estimated', qualifier: '=' },
    ],
  ]

  it.each(cases)('%s', (_, input, { rule, kind, qualifier, dose }) => {
    const { relative } = fitCurve(input)
    expect(relative.verdict).toMatchObject({ rule, kind })
    expect(relative.qualifier).toBe(qualifier)
    if (qualifier !== '=') expect(relative.interval).toBeNull()
    if (qualifier === null) expect(relative.logDose).toBeNull()
    if (dose !== undefined) expect(relative.logDose).toBeCloseTo(Math.log10(dose), 12)
  })

  // Where one end dose stands alone the curve fits as well with its midpoint on either side of it: only what both sides
  // have in common is said, and not what rounding in one unit or another made of it.
  const withLone: readonly (readonly [string, number, number, Partial<CurveFit['relative']>])[] = [
    ['highest', 8, 1, { qualifier: '>', logDose: Math.log10(10) }],
    ['highest', 8, 0, { qualifier: '>', logDose: Math.log10(10) }],
    ['lowest', 1, 1, { qualifier: '<', logDose: Math.log10(0.03) }],
    ['lowest', 1, 0, { qualifier: '<', logDose: Math.log10(0.03) }],
  ]
  it.each(withLone)(
    'of a lone %s dose (%i) with noise %i is one in every unit',
    (_, position, noise, { qualifier, logDose }) => {
      for (const unit of [1, 1e-9, 7]) {
        for (const gain of [1, -1]) {
          const dose = Float64Array.from(doses.flatMap((d) => [d * unit, d * unit]))
          const lone = (i: number) => (doses[position - 1] === doses[i >> 1]) === position > 1
          const response = dose.map(
            (_dose, i) => gain * ((lone(i) ? 60 : 0) + noise * (wobble[(i + 2) % wobble.length] ?? 0)),
          )
          const { relative } = fitCurve({ ...PLAIN_REQUEST, dose, response })
          expect(relative.qualifier).toBe(qualifier)
          expect((relative.logDose ?? Number.NaN) - Math.log10(unit)).toBeCloseTo(logDose ?? Number.NaN, 9)
        }
      }
    },
  )

  it('a step is reported half-way between the doses around it, with them as its bracket', () => {
    const { relative } = fitCurve(request((d) => (d > 0.5 ? 98 : 3)))
    expect(relative.logDose).toBeCloseTo(Math.log10(Math.sqrt(0.3 * 1)), 12)
    expect(relative.interval).toEqual({ lower: Math.log10(0.3), upper: 0, method: 'bracket' })
  })
})

describe('absolute potency', () => {
  const absolute = (input: FitRequest) => fitCurve(input).absolute as NonNullable<CurveFit['absolute']>

  it('a curve that ends at 30 % does not reach 50', () => {
    const { verdict, qualifier, logDose, logRoot } = absolute(request(rising(0, 30, 0.5, 1.2)))
    expect(verdict).toMatchObject({ rule: 'does-not-reach', kind: 'above-range' })
    expect(qualifier).toBe('>')
    expect(logDose).toBeCloseTo(Math.log10(30), 12)
    expect(logRoot).toBeNull()
  })

  it('a curve that starts above 50 % has passed it before any dose', () => {
    const { verdict, logDose } = absolute(request(rising(65, 99, 0.5, 1.2)))
    expect(verdict).toMatchObject({ rule: 'past-at-zero-dose', kind: 'not-determined' })
    expect(logDose).toBeNull()
  })

  it('is flagged where it lies more than 3-fold from the relative one', () => {
    const fit = fitCurve(request(rising(0, 62, 0.3, 1)))
    expect(fit.flags).toContain('relative-absolute-differ')
  })

  // Absolute over relative of such a curve is 50 / (top − 50): 2.5-fold for 70, 4.2-fold for 62.
  it.each([
    { top: 70, foldLimit: undefined, isFlagged: false },
    { top: 70, foldLimit: 2, isFlagged: true },
    { top: 70, foldLimit: 5, isFlagged: false },
    { top: 62, foldLimit: 2, isFlagged: true },
    { top: 62, foldLimit: 5, isFlagged: false },
  ])(
    'is held against the limit that is asked for: $top % at $foldLimit-fold',
    ({ top, foldLimit, isFlagged }) => {
      const { flags } = fitCurve(
        request(rising(0, top, 0.3, 1), foldLimit === undefined ? {} : { foldLimit }),
      )
      expect(flags.includes('relative-absolute-differ')).toBe(isFlagged)
    },
  )
})

describe('rows that data alone reach seldom', () => {
  const input = request(rising(2, 98, 0.5, 1.2))
  const problem = makeProblem(input)
  const solution = solve(problem, input.constraints)
  const evidence: Evidence = {
    request: input,
    problem,
    freeCount: 4,
    solution,
    flatTest: { f: 900, df1: 3, df2: 12, p: 1e-12 },
    flatPCalibrated: null,
    contradiction: null,
    leaveOneOut: new Float64Array(16).fill(1.01),
    profileHill: { lower: 1, upper: 1.4, method: 'profile' },
    noise: 0.01,
  }
  const potency: PotencyEvidence = {
    level: null,
    name: 'midpoint',
    root: -0.3,
    interval: { lower: -0.4, upper: -0.2, method: 'profile' },
    isHeld: false,
  }

  it('both limits open: unstable, nothing pushed', () => {
    const interval = { lower: null, upper: null, method: 'profile' } as const
    const judged = judge(evidence, { ...potency, interval }, null)
    expect(judged).toMatchObject({ logDose: null, qualifier: null, verdict: { rule: 'unstable' } })
  })

  it.each([
    ['3.1-fold up', 3.1],
    ['to a third', 0.32],
    ['to no fit at all', Number.NaN],
  ])('one point that moves the value %s decides', (_, ratio) => {
    const leaveOneOut = new Float64Array(16).fill(1.01)
    leaveOneOut[5] = ratio
    expect(judge({ ...evidence, leaveOneOut }, potency, null).verdict.rule).toBe('one-point-decides')
  })

  it('limits more than 10-fold apart are wide', () => {
    const interval = { lower: -0.9, upper: 0.2, method: 'profile' } as const
    expect(judge(evidence, { ...potency, interval }, null).verdict.rule).toBe('wide-interval')
    expect(judge(evidence, potency, null).verdict.rule).toBe('reportable')
  })

  it('the first row that fires decides, and every one that holds is a badge, in table order', () => {
    const interval = { lower: -0.9, upper: null, method: 'profile' } as const
    const leaveOneOut = new Float64Array(16).fill(9)
    const troubled = { ...evidence, leaveOneOut }
    expect(judge(troubled, { ...potency, interval }, null).verdict.rule).toBe('limit-open')
    expect(badges(troubled, [{ ...potency, interval }])).toEqual(['limit-open', 'one-point-decides'])
  })
})
