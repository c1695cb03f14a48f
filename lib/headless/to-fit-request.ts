import { log10, pow10 } from '../fit/numerics/elementary.ts'
import type { FitRequest, VerdictLimits } from '../fit/types.ts'
import { constraintsOf } from './read-request.ts'
import type { HeadlessRequest } from './request-schema.ts'

/** Relative levels in percent, and absolute ones in response units, in the order in which a result lists them. */
export interface AskedLevels {
  readonly relative: readonly number[]
  readonly absolute: readonly number[]
}

/**
 * The levels that a request asks for: without a word, 50 % of the way, and the 50 % line where the scale of the response
 * has one.
 */
export function askedLevels({
  effects,
  absolute,
  responseScale = 'arbitrary',
}: HeadlessRequest): AskedLevels {
  const line = { percent: [50], fraction: [0.5], arbitrary: [] }[responseScale]
  return { relative: [...new Set(effects ?? [50])], absolute: [...new Set(absolute ?? line)] }
}

/** What the engine is asked for: all rows, whatever curves they belong to. */
export function toFitRequest(request: HeadlessRequest): FitRequest {
  const { relative, absolute } = askedLevels(request)
  // The midpoint and one response level are what every fit judges; the engine takes the others as further ones.
  const [absoluteLevel = null, ...absoluteLevels] = absolute
  return {
    model: request.model,
    ...(request.variant !== undefined && { variant: request.variant }),
    dose: Float64Array.from(request.dose, (value) => linearDose(value, request.doseScale)),
    response: Float64Array.from(request.response),
    ...(request.weight && { weights: Float64Array.from(request.weight) }),
    ...rowFacts(request),
    constraints: constraintsOf(request),
    covariance: request.covariance ?? 'expected',
    level: request.level ?? 0.95,
    responseScale: request.responseScale ?? 'arbitrary',
    ...(request.untreated && { untreated: request.untreated }),
    absoluteLevel,
    effects: relative.filter((level) => level !== 50),
    absoluteLevels,
    loss: request.loss ?? 'squares',
    weighting: request.weighting ?? 'none',
    outliers: request.outliers ?? false,
    ...(request.foldLimit !== undefined && { foldLimit: request.foldLimit }),
    ...(request.limits && { limits: saidOnly(request.limits) }),
    interval: request.profile === false ? 'wald' : 'profile',
    ...(request.bootstrap && { bootstrap: request.bootstrap }),
    seed: request.seed ?? 1,
    secondSolver: request.secondSolver ?? false,
    detail: 'full',
  }
}

/** A name with nothing behind it is none. */
function saidOnly(limits: NonNullable<HeadlessRequest['limits']>): Partial<VerdictLimits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))
}

/** What some rows are besides a dose and a response. */
function rowFacts({ areSdsExact, wells, trials, censoring }: HeadlessRequest): Partial<FitRequest> {
  return {
    ...(areSdsExact !== undefined && { areSdsExact }),
    ...(wells && { wells: { sd: Float64Array.from(wells.sd), count: Float64Array.from(wells.count) } }),
    ...(trials && { trials: Float64Array.from(trials) }),
    ...(censoring && { censoring: Int8Array.from(censoring, (sign) => SIGNS[sign]) }),
  }
}

const SIGNS = { '<': -1, '=': 0, '>': 1 } as const

const LOG10_E = log10(Math.E)

function linearDose(value: number | null, scale: HeadlessRequest['doseScale']): number {
  if (value === null) return 0
  if (scale === 'log10') return pow10(value)
  return scale === 'ln' ? pow10(value * LOG10_E) : value
}
