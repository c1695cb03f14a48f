import * as z from 'zod'
import type { EffectDose, FitOutcome, ParameterName, ParameterState } from '../fit/types.ts'
import { VERDICT_KINDS } from '../fit/verdict-kinds.ts'

const known = z.number().nullable()
/** Lower and upper limit; null is an open side. */
const Limits = z.tuple([known, known])

const STATES = ['free', 'fixed', 'at-lower', 'at-upper'] as const satisfies readonly ParameterState[]

export const ParameterResult = z.strictObject({
  name: z.string() as z.ZodType<ParameterName>,
  /** Only where the request named curves; null where all of them share the parameter. */
  curve: z.union([z.string(), z.number()]).nullable().optional(),
  state: z.enum(STATES),
  estimate: known,
  standardError: known,
  t: known,
  p: known,
  intervals: z.strictObject({
    wald: Limits.nullable(),
    profile: Limits.nullable(),
    /** Only where asked for. */
    bootstrap: Limits.nullable().optional(),
  }),
})
export type ParameterResult = z.infer<typeof ParameterResult>

export const VerdictResult = z.strictObject({
  kind: z.enum(VERDICT_KINDS),
  /** Slug of the row of the verdict table that decided. */
  rule: z.string(),
  text: z.string(),
})

export const EffectResult = z.strictObject({
  /** Percent of the way (`relative`), or the response (`absolute`). */
  level: z.number(),
  kind: z.enum(['relative', 'absolute']) satisfies z.ZodType<EffectDose['kind']>,
  curve: z.union([z.string(), z.number()]).optional(),
  /** Linear; the limit that `<` or `>` refers to where the verdict is no value. */
  dose: known,
  qualifier: z.enum(['=', '<', '>']).nullable(),
  /** The two tested doses around a step, in place of an interval. */
  bracket: z.tuple([z.number(), z.number()]).optional(),
  /** Of the linear dose, by the delta method. */
  standardError: known,
  interval: Limits.nullable(),
  /** Only where asked for. */
  bootstrap: Limits.nullable().optional(),
  verdict: VerdictResult,
})
export type EffectResult = z.infer<typeof EffectResult>

const STATUSES = [
  'converged',
  'stalled',
  'iteration-limit',
  'singular',
  'too-few-points',
] as const satisfies readonly FitOutcome['kind'][]

/** What a fit gives. */
export const FitResult = z.strictObject({
  id: z.union([z.string(), z.number()]),
  status: z.enum(STATUSES),
  /** Why there is no fit, or why a fit has no standard errors; null where there is nothing to say. */
  reason: z.string().nullable(),
  model: z.string(),
  variant: z.string().nullable(),
  parameters: z.array(ParameterResult),
  n: z.int(),
  rss: known,
  df: z.int(),
  sigma: known,
  aicc: known,
  r2: known,
  lackOfFit: z.strictObject({ f: known, p: known }).nullable(),
  flatTest: z.strictObject({ f: known, pNominal: known, pCalibrated: known }).nullable(),
  /** Of the free parameters that sit on no bound, in `order`; a name is followed by its curve where there are several. */
  covariance: z
    .strictObject({
      kind: z.enum(['expected', 'observed']),
      order: z.array(z.string()),
      values: z.array(z.array(known)),
    })
    .nullable(),
  effects: z.array(EffectResult),
  /** That of the relative 50 %; of several curves, the first. */
  verdict: VerdictResult,
  class: z.strictObject({ ncats: z.string().nullable(), hitCall: known }),
  /** Rows of the request, 0 the first, that are proposed as outliers; null where none were asked for. */
  outliers: z.array(z.int()).nullable(),
  flags: z.array(z.string()),
  /** Only where asked for; null where the fit is no sum of squares, or there is none. */
  secondSolver: z
    .strictObject({ solver: z.string(), iterations: z.int(), change: z.number(), agrees: z.boolean() })
    .nullable()
    .optional(),
})
export type FitResult = z.infer<typeof FitResult>

/** The answer to a line that asks for no fit. */
export const InvalidResult = z.strictObject({
  /** Null where the line names none. */
  id: z.union([z.string(), z.number()]).nullable(),
  status: z.literal('invalid'),
  reason: z.string(),
})
export type InvalidResult = z.infer<typeof InvalidResult>

/** One line of what `npm run fit -- --jsonl` writes. */
export const HeadlessResult = z.discriminatedUnion('status', [FitResult, InvalidResult])
export type HeadlessResult = z.infer<typeof HeadlessResult>
