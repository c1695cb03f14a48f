/** What crosses between the page and the fit worker. */
import * as z from 'zod/mini'
import { MODEL_ENTRIES } from '../fit/models/table.ts'
import type { BandValues, CurveFit, FitRequest } from '../fit/types.ts'

const limit = z.nullable(z.number())
const Constraint = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  z.object({ kind: z.literal('fixed'), value: z.number() }),
  z.object({ kind: z.literal('bounded'), lower: limit, upper: limit }),
])
const values = z.instanceof(Float64Array)

/** The four that are always said; the engine ignores names that its model lacks. */
const Constraints = z.catchall(
  z.object({ bottom: Constraint, top: Constraint, logEc50: Constraint, hill: Constraint }),
  Constraint,
)

const Request = z.object({
  model: z.enum(MODEL_ENTRIES.map(({ name }) => name)),
  variant: z.optional(z.string()),
  dose: values,
  response: values,
  weights: z.optional(values),
  areSdsExact: z.optional(z.boolean()),
  wells: z.optional(z.object({ sd: values, count: values })),
  trials: z.optional(values),
  censoring: z.optional(z.instanceof(Int8Array)),
  loss: z.optional(z.enum(['squares', 'huber', 'tukey', 'lorentz', 'binomial'])),
  weighting: z.optional(z.enum(['none', '1/y', '1/y2'])),
  constraints: Constraints,
  covariance: z.enum(['expected', 'observed']),
  level: z.number(),
  responseScale: z.enum(['percent', 'fraction', 'arbitrary']),
  absoluteLevel: z.nullable(z.number()),
  effects: z.optional(z.array(z.number())),
  absoluteLevels: z.optional(z.array(z.number())),
  secondSolver: z.optional(z.boolean()),
  outliers: z.optional(z.boolean()),
  interval: z.optional(z.enum(['profile', 'wald'])),
  bootstrap: z.optional(z.enum(['residual', 'case'])),
  seed: z.optional(z.number()),
  detail: z.enum(['drag', 'full']),
})

export type ParsedRequest = z.infer<typeof Request>

/** A chunk of jobs, by their place in the run; fitted in order, one reply each, then `chunk-done`. */
export const WorkerRequest = z.object({
  kind: z.literal('fit'),
  run: z.number(),
  jobs: z.array(z.object({ index: z.number(), request: Request, bandDose: z.nullable(values) })),
})

export interface WorkerJob {
  readonly index: number
  readonly request: FitRequest
  /** Doses to draw curve and band at, or null for none. */
  readonly bandDose: Float64Array | null
}

export interface WorkerRequest {
  readonly kind: 'fit'
  readonly run: number
  readonly jobs: readonly WorkerJob[]
}

// The engine of the same build made it, so only its presence is checked: walking each fit again costs more than it.
const isObject = (value: unknown) => typeof value === 'object' && value !== null

export const WorkerReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fitted'),
    run: z.number(),
    index: z.number(),
    fit: z.custom<CurveFit>(isObject),
    band: z.nullable(z.custom<BandValues>(isObject)),
  }),
  z.object({ kind: z.literal('failed'), run: z.number(), index: z.number(), reason: z.string() }),
  z.object({ kind: z.literal('chunk-done'), run: z.number() }),
  z.object({ kind: z.literal('rejected'), reason: z.string() }),
])
export type WorkerReply = z.infer<typeof WorkerReply>
