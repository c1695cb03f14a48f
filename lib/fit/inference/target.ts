import { bellPeak } from '../models/bell.ts'
import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import type { Solution } from '../optimize/solve.ts'
import { heldVariance } from './held-means.ts'
import { quadraticForm, type ScaledCovariance } from './covariance.ts'

/**
 * What an effective dose is the dose of: a fraction of the way from the dose-0 level to the far one (to the peak for a
 * bell), or a response (scaled as the problem).
 */
export type Target =
  { readonly kind: 'effect'; readonly fraction: number } | { readonly kind: 'level'; readonly level: number }

/**
 * log10 dose, null where the curve has none: also where it comes to a level only at dose 0 or in the limit of large
 * doses. The half-way dose is the model's own midpoint, digit for digit.
 */
export function targetRoot(model: Model, theta: Float64Array, target: Target): number | null {
  const root = rootOf(model, theta, target)
  return root !== null && Number.isFinite(root) ? root : null
}

function rootOf(model: Model, theta: Float64Array, target: Target): number | null {
  if (target.kind === 'level') return model.logDoseOfLevel(theta, target.level)
  return target.fraction === 0.5 ? model.midpoint(theta) : model.logDoseOfEffect(theta, target.fraction)
}

/** The response there. */
export function targetLevel(model: Model, theta: Float64Array, target: Target): number {
  if (target.kind === 'level') return target.level
  const start = model.limitAtZeroDose(theta)
  const end = model.name === 'bell' ? bellPeak(model, theta).response : model.limitAtFullDose(theta)
  return start + target.fraction * (end - start)
}

/** ∂(response there)/∂θ into `out`: a relative level moves with the plateaus, an absolute one does not. */
export function targetLevelGradient(
  model: Model,
  theta: Float64Array,
  { target, out }: { readonly target: Target; readonly out: Float64Array },
): void {
  out.fill(0)
  if (target.kind === 'level') return
  const end = new Float64Array(out.length)
  model.limitGradient(theta, 'zero', out)
  // At the peak the curve is level, so that the peak's own dose does not matter to first order.
  if (model.name === 'bell') model.gradient(theta, bellPeak(model, theta).logDose, end)
  else model.limitGradient(theta, 'full', end)
  for (let k = 0; k < out.length; k++) {
    out[k] = (1 - target.fraction) * at(out, k) + target.fraction * at(end, k)
  }
}

/** Of scaled responses: a root that moves them less with a parameter does not depend on it. */
const UNMOVED = 1e-9

/** Whether no free parameter moves the root, so that it is what somebody set and nothing that was fitted. */
export function isRootHeld(
  { model, theta, free }: Pick<Solution, 'model' | 'theta' | 'free'>,
  { target, root }: { readonly target: Target; readonly root: number },
): boolean {
  const gradient = pullOnRoot({ model, theta }, { target, root })
  return free.every((k) => Math.abs(at(gradient, k)) < UNMOVED)
}

/** ∂y/∂θ − ∂Y/∂θ at the root of a level Y. */
function pullOnRoot(
  { model, theta }: Pick<Solution, 'model' | 'theta'>,
  { target, root }: { readonly target: Target; readonly root: number },
): Float64Array {
  const gradient = new Float64Array(theta.length)
  const moving = new Float64Array(theta.length)
  model.gradient(theta, root, gradient)
  targetLevelGradient(model, theta, { target, out: moving })
  return gradient.map((value, k) => value - at(moving, k))
}

/**
 * Standard error of the root on log10 with the uncertainty of the level included: dx/dθ = −(∂y/∂θ − ∂Y/∂θ)/(∂y/∂x), one
 * formula for every model and kind (science.md 1, "Gradient").
 */
export function rootStandardError(
  { model, theta, interior }: Pick<Solution, 'model' | 'theta' | 'interior'>,
  covariance: Pick<ScaledCovariance, 'values' | 'held'> | null,
  { target, root }: { readonly target: Target; readonly root: number },
): number | null {
  if (!covariance) return null
  const gradient = pullOnRoot({ model, theta }, { target, root })
  const slope = model.doseSlope(theta, root)
  const own = heldVariance(covariance.held ?? [], interior, gradient)
  const variance = (quadraticForm(covariance.values, interior, gradient) + own) / (slope * slope)
  return Number.isFinite(variance) ? Math.sqrt(variance) : null
}
