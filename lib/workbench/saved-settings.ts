/** How a curve is fitted, as it is stored: in saved work, and in a policy's file. */
import * as z from 'zod/mini'
import { MODEL_NAMES, PARAMETER_NAMES } from './models.ts'
import type { Constraints } from '../fit/types.ts'
import type { CurveSettings as Settings, FitMethod, Policy } from './types.ts'
import { USUAL_METHOD } from './usual-method.ts'

/** JSON has no NaN and no infinity, and zod's number takes neither. */
export const Finite = z.number()

/** What a parameter is asked for, as it is stored. */
export const Constraint = z.union([
  z.object({ kind: z.literal('free') }),
  z.object({
    kind: z.literal('fixed'),
    value: Finite,
    variance: z.optional(Finite.check(z.minimum(0))),
  }),
  z
    .object({ kind: z.literal('bounded'), lower: z.nullable(Finite), upper: z.nullable(Finite) })
    .check(z.refine(({ lower, upper }) => lower === null || upper === null || lower <= upper)),
])

/** Names that this version does not know are refused by the fit, in words. */
const Limits = z.record(z.string(), Finite)

/** What a curve or a group sets. */
export const CurveSettings = z.object({
  constraints: z.partialRecord(z.enum(PARAMETER_NAMES), Constraint),
  model: z.optional(z.enum(MODEL_NAMES)),
  limits: z.optional(Limits),
})

/** Work saved before there was a choice has none of it. */
export const Method = z.object({
  loss: z.enum(['squares', 'huber', 'tukey', 'lorentz']),
  weighting: z.enum(['none', '1/y', '1/y2']),
  interval: z.enum(['profile', 'wald', 'bootstrap']),
  hasOutlierProposal: z.boolean(),
  hasOuterEffects: z.boolean(),
  foldLimit: z.optional(Finite.check(z.minimum(1))),
  limits: z.optional(Limits),
})

/** Of plates, by their names. */
export const PlateLimits = z.record(z.string(), Finite)

const Texts = z.array(z.string())

const Named = z.object({
  kind: z.enum(['inhibition', 'percent-of-control']),
  column: z.string(),
  negative: Texts,
  positive: Texts,
  scope: z.enum(['plate', 'run', 'reading', 'all']),
  centre: z.enum(['mean', 'median']),
})

const Sigmoid = z.object({ bottom: Constraint, top: Constraint, logEc50: Constraint, hill: Constraint })

/** A person's own policy. */
export const PolicySettings = z.object({
  name: z.string().check(z.startsWith('own:')),
  title: z.string().check(z.minLength(1), z.maxLength(80)),
  version: z.number().check(z.int(), z.minimum(1)),
  model: z.enum(MODEL_NAMES),
  constraints: z.intersection(Sigmoid, z.partialRecord(z.enum(PARAMETER_NAMES), Constraint)),
  covariance: z.enum(['expected', 'observed']),
  level: Finite.check(z.gt(0), z.lt(1)),
  method: z.nullable(Method),
  normalisation: z.optional(z.union([z.literal('as-measured'), Named])),
  plateLimits: z.optional(PlateLimits),
})

/** What an earlier version did not store is what it did. */
export function toMethod(method: z.infer<typeof Method> | undefined): FitMethod {
  const { foldLimit = USUAL_METHOD.foldLimit, limits, ...rest } = method ?? {}
  return { ...USUAL_METHOD, ...rest, foldLimit, ...(limits && { limits }) }
}

export function toPolicy(saved: z.infer<typeof PolicySettings>): Policy {
  const { method, constraints, normalisation, plateLimits, ...rest } = saved
  return {
    ...rest,
    constraints: { ...constraints, ...presentConstraints(constraints) } as Constraints,
    method: method && toMethod(method),
    ...(normalisation && { normalisation }),
    ...(plateLimits && { plateLimits }),
  }
}

/** Keys zod read as `undefined` are dropped: a curve then sets only what it says. */
export function presentConstraints(
  constraints: z.infer<typeof CurveSettings>['constraints'],
): Settings['constraints'] {
  return Object.fromEntries(Object.entries(constraints).filter(([, constraint]) => constraint !== undefined))
}
