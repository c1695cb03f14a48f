import * as z from 'zod'
import { MODEL_ENTRIES } from '../fit/models/table.ts'
import { LIMIT_RANGES } from '../fit/screen/limits.ts'
import type { ModelName, ParameterName, VerdictLimits } from '../fit/types.ts'

const PARAMETER_NAMES = [
  ...new Set(
    MODEL_ENTRIES.flatMap(({ variants }) =>
      variants.flatMap(({ parameters }) => parameters.map(({ name }) => name)),
    ),
  ),
]

/** `{ "fixed": 0 }`, or one or both of `min` and `max`; units of the parameter, `logEc50` in log10 of the dose. */
export const ConstraintRequest = z
  .strictObject({ fixed: z.number().optional(), min: z.number().optional(), max: z.number().optional() })
  .check(({ value: { fixed, min, max }, issues, value }) => {
    const isBounded = min !== undefined || max !== undefined
    if ((fixed !== undefined) !== isBounded) return
    issues.push({
      code: 'custom',
      message: 'give "fixed", or "min" and "max" or one of them',
      input: value,
    })
  })

const Constraints = z.strictObject(
  // What the cast loses is which names the table of models has; they are exactly those of `ParameterName`.
  Object.fromEntries(
    PARAMETER_NAMES.map((name) => [name, ConstraintRequest.optional()]),
  ) as unknown as Record<ParameterName, z.ZodOptional<typeof ConstraintRequest>>,
)

const Level = z.number().gt(0).lt(1)

/** Where the verdict draws its lines, by their names in `VerdictLimits`. */
const Limits = z.strictObject(
  // As above, of which names `LIMIT_RANGES` has.
  Object.fromEntries(
    Object.entries(LIMIT_RANGES).map(([name, { least, most, isWhole }]) => {
      const number = z.number().min(least).max(most)
      return [name, (isWhole === true ? number.int() : number).optional()]
    }),
  ) as unknown as Record<keyof VerdictLimits, z.ZodOptional<z.ZodNumber>>,
)

/**
 * One line of `npm run fit -- --jsonl`. Unknown fields are refused: a misspelt constraint must not fit another curve.
 * docs/headless.md says what every field means.
 */
export const HeadlessRequest = z
  .strictObject({
    /** Comes back with the result. */
    id: z.union([z.string(), z.number()]),
    /** n doses ≥ 0 on the scale of `doseScale`; null is the untreated control where that scale is a logarithm. */
    dose: z.array(z.number().nullable()).min(1),
    /** n responses, in the order of `dose`. */
    response: z.array(z.number()),
    /** n weights w > 0, RSS = Σ w r². */
    weight: z.array(z.number().positive()).optional(),
    /** The weights are 1/SD² of SDs that are known exactly: s² = 1 and normal quantiles. */
    areSdsExact: z.boolean().optional(),
    /** Rows that are means: SD and number of the wells behind each. */
    wells: z.strictObject({ sd: z.array(z.number().min(0)), count: z.array(z.number().min(1)) }).optional(),
    /** n numbers of trials, for the loss `binomial`; `response` is then the fraction of responders. */
    trials: z.array(z.number().positive()).optional(),
    /** n signs: the response is as measured, at most this, or at least this. */
    censoring: z.array(z.enum(['=', '<', '>'])).optional(),
    /** n names: rows of one name are one curve, and all curves are fitted together. */
    curve: z.array(z.union([z.string(), z.number()])).optional(),
    model: z.enum(MODEL_ENTRIES.map(({ name }) => name) as [ModelName, ...ModelName[]]),
    /** One form of a model that has several; absent, the one that fits best. */
    variant: z.string().optional(),
    doseScale: z.enum(['linear', 'log10', 'ln']).optional(),
    constraints: Constraints.optional(),
    /** Parameters that all curves have in common; the others are each curve's own. */
    shared: z.array(z.enum(PARAMETER_NAMES as [ParameterName, ...ParameterName[]])).optional(),
    loss: z.enum(['squares', 'huber', 'tukey', 'lorentz', 'binomial']).optional(),
    weighting: z.enum(['none', '1/y', '1/y2']).optional(),
    level: Level.optional(),
    /** Relative levels in percent, 0 to 100 exclusive. */
    effects: z.array(z.number().gt(0).lt(100)).optional(),
    /** Levels in response units. */
    absolute: z.array(z.number()).optional(),
    /** False: effective doses carry Wald limits, and parameters no profile ones. */
    profile: z.boolean().optional(),
    /** Bootstrap limits besides the others: of residuals, or of cases within each dose. */
    bootstrap: z.enum(['residual', 'case']).optional(),
    covariance: z.enum(['expected', 'observed']).optional(),
    outliers: z.boolean().optional(),
    /** Potencies further apart than this many fold are flagged. */
    foldLimit: z.number().min(1).optional(),
    /** Those that are not the usual ones. */
    limits: Limits.optional(),
    responseScale: z.enum(['percent', 'fraction', 'arbitrary']).optional(),
    /** Where untreated wells read on a scale of percent or fractions. */
    untreated: z.enum(['zero', 'full-scale']).optional(),
    seed: z.int().optional(),
    /** Ask a second solver whether it finds a lower sum of squares. */
    secondSolver: z.boolean().optional(),
  })
  .check(({ value, issues }) => {
    const refuse = (path: (string | number)[], message: string) =>
      issues.push({ code: 'custom', path, message, input: value })
    const lengths = {
      response: value.response,
      weight: value.weight,
      curve: value.curve,
      trials: value.trials,
      censoring: value.censoring,
      'wells.sd': value.wells?.sd,
      'wells.count': value.wells?.count,
    }
    for (const [name, values] of Object.entries(lengths)) {
      if (values !== undefined && values.length !== value.dose.length)
        refuse(name.split('.'), `has ${values.length} entries where dose has ${value.dose.length}`)
    }
    const isLog = value.doseScale === 'log10' || value.doseScale === 'ln'
    value.dose.forEach((dose, row) => {
      if (dose === null && !isLog) refuse(['dose', row], 'null stands for dose 0 on a log scale alone')
      else if (!isLog && dose !== null && dose < 0)
        refuse(['dose', row], `${dose} is below 0; logarithms need "doseScale"`)
    })
    if (value.shared !== undefined && value.curve === undefined)
      refuse(['shared'], 'needs "curve", which says what row belongs to which curve')
    if (value.curve === undefined) return
    // Curves are fitted together by least squares; anything else would be ignored.
    if ((value.loss ?? 'squares') !== 'squares')
      refuse(['loss'], 'curves are fitted together by squares alone')
    if ((value.weighting ?? 'none') !== 'none')
      refuse(['weighting'], 'curves fitted together take "weight", not weights of the curve')
    for (const name of ['wells', 'censoring', 'areSdsExact', 'bootstrap'] as const) {
      if (value[name] !== undefined) refuse([name], 'is not for curves fitted together')
    }
  })
export type HeadlessRequest = z.infer<typeof HeadlessRequest>
