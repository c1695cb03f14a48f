import fc from 'fast-check'
import type { Constraint, ParameterName } from '../fit/types.ts'
import { VERDICT_KINDS } from '../fit/verdict-kinds.ts'
import { MODEL_NAMES, PARAMETER_NAMES } from './models.ts'
import type {
  Comparison,
  Exclusion,
  KeptOutlier,
  Policy,
  Review,
  VerdictOverride,
  Work,
  WorkAction,
} from './types.ts'

/** Random but valid work and edits for property tests, over a frame of 6 columns. */

// + 0 turns −0, which JSON does not keep, into 0.
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const curveId = fc.constantFrom('HeLa|24h', 'HeLa|48h', '__proto__', 'constructor', 'a\\|b|c')
const parameter: fc.Arbitrary<ParameterName> = fc.constantFrom(...PARAMETER_NAMES)
const point = fc.record({ row: fc.nat(50), responseColumn: fc.nat(5) })

const constraint: fc.Arbitrary<Constraint> = fc.oneof(
  fc.constant({ kind: 'free' as const }),
  fc.record({ kind: fc.constant('fixed' as const), value: finite }),
  fc.record({
    kind: fc.constant('fixed' as const),
    value: finite,
    variance: fc.double({ min: 0, max: 1e6, noNaN: true }),
  }),
  fc
    .record({
      kind: fc.constant('bounded' as const),
      lower: fc.option(finite, { nil: null }),
      upper: fc.option(finite, { nil: null }),
    })
    .filter(({ lower, upper }) => lower === null || upper === null || lower <= upper),
)

const exclusion: fc.Arbitrary<Exclusion> = fc
  .record({
    point,
    cause: fc.constantFrom('hand' as const, 'rule' as const, 'flag' as const),
    reason: fc.string(),
    author: fc.string(),
  })
  .map(({ point: at, ...rest }) => ({ ...at, ...rest, at: '2026-03-01T12:00:00.000Z' }))

const keptOutlier: fc.Arbitrary<KeptOutlier> = point.map((at) => ({
  ...at,
  author: 'you',
  at: '2026-03-01T12:00:00.000Z',
}))

const override: fc.Arbitrary<VerdictOverride> = fc.record({
  verdict: fc.constantFrom(...VERDICT_KINDS),
  reason: fc.string(),
  author: fc.string(),
  at: fc.constant('2026-03-01T12:00:00.000Z'),
})

const review: fc.Arbitrary<Review> = fc.record({
  mark: fc.constantFrom('approved', 'rejected', 'look-again'),
  reason: fc.string(),
  note: fc.string(),
  basis: fc.string(),
  author: fc.string(),
  at: fc.constant('2026-03-01T12:00:00.000Z'),
})

const percent = (min: number, max: number) => fc.integer({ min, max }).map((value) => value / 100)
const limits = fc.tuple(percent(-100, 0), percent(0, 200))

const comparison: fc.Arbitrary<Comparison> = fc.record({
  reference: curveId,
  others: fc.uniqueArray(curveId, { maxLength: 3 }),
  shared: fc.uniqueArray(fc.constantFrom('bottom', 'top', 'logEc50', 'hill')),
  limits: fc.record({ hill: limits, bottom: limits, top: limits }),
  isGhosted: fc.boolean(),
})

const mapping: fc.Arbitrary<Work['mapping']> = fc.record({
  dose: fc.option(fc.nat(5), { nil: null }),
  responses: fc.uniqueArray(fc.nat(5), { maxLength: 3 }),
  groups: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
  replicate: fc.option(fc.nat(5), { nil: null }),
  role: fc.option(fc.record({ column: fc.nat(5), controlValues: fc.array(fc.string(), { maxLength: 3 }) }), {
    nil: null,
  }),
  doseUnit: fc.constantFrom('nM', 'µM', 'unknown'),
  responseUnit: fc.constantFrom('%', 'fraction', 'RFU', ''),
})

const verdictLimits = fc.record(
  {
    flatP: fc.double({ min: 0, max: 1, noNaN: true }).map((p) => p + 0),
    wideFold: fc.integer({ min: 1, max: 99 }),
  },
  { requiredKeys: [] },
)

const method: fc.Arbitrary<Work['method']> = fc.record(
  {
    loss: fc.constantFrom('squares', 'huber', 'tukey', 'lorentz'),
    weighting: fc.constantFrom('none', '1/y', '1/y2'),
    interval: fc.constantFrom('profile', 'wald', 'bootstrap'),
    hasOutlierProposal: fc.boolean(),
    hasOuterEffects: fc.boolean(),
    foldLimit: fc.double({ min: 1, max: 1e3, noNaN: true }),
    limits: verdictLimits,
  },
  { requiredKeys: ['loss', 'weighting', 'interval', 'hasOutlierProposal', 'hasOuterEffects', 'foldLimit'] },
)

const column = fc.nat(5)
const controlTexts = fc.uniqueArray(fc.string(), { maxLength: 2 })

const normalisation: fc.Arbitrary<Extract<WorkAction, { kind: 'set-normalisation' }>['normalisation']> =
  fc.record({
    kind: fc.constantFrom('inhibition', 'percent-of-control'),
    column,
    negative: controlTexts,
    positive: controlTexts,
    by: fc.uniqueArray(column, { maxLength: 2 }),
    centre: fc.constantFrom('mean', 'median'),
  })

const named = fc.record({
  kind: fc.constantFrom('inhibition' as const, 'percent-of-control' as const),
  column: fc.string(),
  negative: controlTexts,
  positive: controlTexts,
  scope: fc.constantFrom('plate' as const, 'run' as const, 'reading' as const, 'all' as const),
  centre: fc.constantFrom('mean' as const, 'median' as const),
})

const plateLimits = fc.record(
  { lowestZPrime: percent(-100, 100), highestCv: fc.integer({ min: 1, max: 99 }) },
  { requiredKeys: [] },
)

const policy: fc.Arbitrary<Policy> = fc.record(
  {
    name: fc.constantFrom('own:one', 'own:__proto__'),
    title: fc.constantFrom('One', 'Two'),
    version: fc.integer({ min: 1, max: 9 }),
    model: fc.constantFrom(...MODEL_NAMES),
    constraints: fc.record({ bottom: constraint, top: constraint, logEc50: constraint, hill: constraint }),
    covariance: fc.constantFrom('expected', 'observed'),
    level: fc.constantFrom(0.9, 0.95),
    method: fc.option(method, { nil: null }),
    normalisation: fc.oneof(fc.constant('as-measured' as const), named),
    plateLimits,
  },
  { requiredKeys: ['name', 'title', 'version', 'model', 'constraints', 'covariance', 'level', 'method'] },
)

const anyColumn = fc.option(column, { nil: null })

export const anyWorkAction: fc.Arbitrary<WorkAction> = fc.oneof(
  fc.record({ kind: fc.constant('set-mapping' as const), mapping, label: fc.string() }),
  fc.record({
    kind: fc.constant('set-policy' as const),
    policy: fc.constantFrom('free', 'r-example', 'viability'),
  }),
  fc.record({ kind: fc.constant('take-policy' as const), policy, label: fc.string() }),
  fc.record({
    kind: fc.constant('take-policy' as const),
    policy,
    normalisation: fc.option(normalisation, { nil: null }),
    label: fc.string(),
  }),
  fc.record({ kind: fc.constant('set-plate-limits' as const), limits: plateLimits, label: fc.string() }),
  fc.record({
    kind: fc.constant('set-group' as const),
    group: curveId,
    settings: fc.option(fc.record({ constraints: fc.record({ hill: constraint }) }), { nil: null }),
    label: fc.string(),
  }),
  fc.record({
    kind: fc.constant('set-limits' as const),
    of: fc.oneof(
      fc.record({ kind: fc.constant('curve' as const), curveId }),
      fc.record({ kind: fc.constant('group' as const), group: curveId }),
    ),
    limits: verdictLimits,
    label: fc.string(),
  }),
  fc.record({
    kind: fc.constant('set-constraint' as const),
    curveId,
    parameter,
    constraint,
    label: fc.string(),
    gesture: fc.option(fc.constantFrom('drag-1', 'drag-2'), { nil: null }),
  }),
  fc.record({ kind: fc.constant('reset-constraint' as const), curveId, parameter, label: fc.string() }),
  fc.record({ kind: fc.constant('reset-curve' as const), curveId, label: fc.string() }),
  fc.record({
    kind: fc.constant('set-model' as const),
    curveIds: fc.uniqueArray(curveId),
    model: fc.option(fc.constantFrom(...MODEL_NAMES), { nil: null }),
    label: fc.string(),
  }),
  fc.record({ kind: fc.constant('set-method' as const), method, label: fc.string() }),
  fc.record({
    kind: fc.constant('set-normalisation' as const),
    normalisation: fc.option(normalisation, { nil: null }),
    label: fc.string(),
  }),
  fc.record({
    kind: fc.constant('set-layout' as const),
    layout: fc.option(fc.record({ run: anyColumn, plate: anyColumn, well: anyColumn }), { nil: null }),
    label: fc.string(),
  }),
  fc.record({
    kind: fc.constant('exclude' as const),
    exclusions: fc.array(exclusion, { minLength: 1, maxLength: 4 }),
    label: fc.string(),
  }),
  fc.record({
    kind: fc.constant('include' as const),
    points: fc.array(point, { maxLength: 4 }),
    label: fc.string(),
  }),
  fc.record({
    kind: fc.constant('keep-outliers' as const),
    kept: fc.array(keptOutlier, { minLength: 1, maxLength: 3 }),
    label: fc.string(),
  }),
  fc.record({
    kind: fc.constant('set-override' as const),
    curveIds: fc.uniqueArray(curveId),
    override: fc.option(override, { nil: null }),
    label: fc.string(),
  }),
  fc.record(
    {
      kind: fc.constant('set-review' as const),
      reviews: fc.array(fc.record({ curveId, review: fc.option(review, { nil: null }) }), { maxLength: 3 }),
      label: fc.string(),
      gesture: fc.constantFrom('mark-1', 'mark-2'),
    },
    { requiredKeys: ['kind', 'reviews', 'label'] },
  ),
  fc.record(
    {
      kind: fc.constant('answer' as const),
      questionId: fc.constantFrom('dose-unit', 'limits', '__proto__'),
      answer: fc.option(fc.string(), { nil: null }),
      mapping,
      include: fc.array(point, { maxLength: 2 }),
      exclude: fc.array(exclusion, { maxLength: 2 }),
      label: fc.string(),
    },
    { requiredKeys: ['kind', 'questionId', 'answer', 'label'] },
  ),
  fc.record({
    kind: fc.constant('set-comparison' as const),
    comparison: fc.option(comparison, { nil: null }),
    label: fc.string(),
  }),
)

/** Responses set against the controls of the first column. */
export const NORMALISE: WorkAction = {
  kind: 'set-normalisation',
  normalisation: {
    kind: 'inhibition',
    column: 0,
    negative: ['DMSO'],
    positive: ['pos'],
    by: [],
    centre: 'mean',
  },
  label: 'normalise',
}
