import { waldInterval } from '../inference/estimates.ts'
import { rootStandardError, type Target, targetRoot } from '../inference/target.ts'
import { indexOf, type Model } from '../models/model.ts'
import type { Interval } from '../types.ts'
import { covarianceBetween } from './covariance-between.ts'
import type { JointCovariance, JointCurve, JointEffect, JointRequest } from './types.ts'

/** One effective dose that is asked for; `target` in response units. */
export interface AskedDose {
  readonly kind: JointEffect['kind']
  readonly level: number
  readonly target: Target
}

/** The relative 50 %, the absolute level where one is given, then the further ones in their order. */
export function askedDosesOf({
  absoluteLevel,
  effects = [],
  absoluteLevels = [],
}: JointRequest): AskedDose[] {
  const effect = (level: number): AskedDose => ({
    kind: 'relative',
    level,
    target: { kind: 'effect', fraction: level / 100 },
  })
  const absolute = (level: number): AskedDose => ({
    kind: 'absolute',
    level,
    target: { kind: 'level', level },
  })
  return [
    effect(50),
    ...(absoluteLevel === null ? [] : [absolute(absoluteLevel)]),
    ...effects.map(effect),
    ...absoluteLevels.map(absolute),
  ]
}

/** One effective dose of one curve with its Wald limits; everything in response units. */
export function effectOf(
  model: Model,
  curve: JointCurve,
  {
    asked,
    covariance,
    level,
    df,
  }: { asked: AskedDose; covariance: JointCovariance | null; level: number; df: number },
): JointEffect {
  const { theta } = curve
  const root = targetRoot(model, theta, asked.target)
  const error = covariance && root !== null ? errorOf(model, curve, { asked, covariance, root }) : null
  const wald: Interval | null =
    root === null || error === null || df <= 0 ? null : waldInterval(root, error, { level, df })
  return {
    curve: curve.name,
    kind: asked.kind,
    level: asked.level,
    logRoot: root,
    logStandardError: error,
    wald,
    profile: null,
  }
}

/** Whether the dose is a parameter of the model itself. */
export function effectParameter(model: Model, { target }: AskedDose): number {
  return target.kind === 'effect' && target.fraction === 0.5 ? indexOf(model, 'logEc50') : -1
}

function errorOf(
  model: Model,
  { name, theta }: JointCurve,
  { asked, covariance, root }: { asked: AskedDose; covariance: JointCovariance; root: number },
): number | null {
  const own = covariance.curves.find((curve) => curve.name === name)
  if (!own || (own.own.length > 0 && !own.ownValues) || !Number.isFinite(root)) return null
  const index = effectParameter(model, asked)
  const entry = (k: number) => ({ curve: name, name: model.parameters[k]?.name as 'logEc50' })
  if (index >= 0) {
    const variance = covarianceBetween(covariance, entry(index), entry(index))
    return variance === null ? null : Math.sqrt(variance)
  }
  const interior = Array.from(theta.keys()).filter(
    (k) => covarianceBetween(covariance, entry(k), entry(k)) !== null,
  )
  const values = Float64Array.from(
    interior.flatMap((a) => interior.map((b) => covarianceBetween(covariance, entry(a), entry(b)) ?? 0)),
  )
  return rootStandardError({ model, theta, interior }, { values }, { target: asked.target, root })
}
