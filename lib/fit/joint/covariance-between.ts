import { at } from '../numbers.ts'
import type { ParameterName } from '../types.ts'
import type { JointCovariance } from './types.ts'

/** A parameter of a joint fit: of a curve, or (curve null) a shared one. */
export interface JointEntry {
  readonly curve: string | null
  readonly name: ParameterName
}

/**
 * Covariance between any two parameters of a joint fit, in their units.
 *
 * @returns null where one is fixed, at a bound or undetermined
 */
export function covarianceBetween(covariance: JointCovariance, a: JointEntry, b: JointEntry): number | null {
  const left = loadingOf(covariance, a)
  const right = loadingOf(covariance, b)
  if (!left || !right) return null
  if (left.ownValues && right.ownValues && a.curve === b.curve) {
    return at(left.ownValues, left.place * left.count + right.place)
  }
  const s = covariance.shared.length
  let sum = 0
  for (let i = 0; i < s; i++) {
    for (let j = 0; j < s; j++) {
      sum += at(left.onShared, i) * at(covariance.sharedValues, i * s + j) * at(right.onShared, j)
    }
  }
  return sum
}

/** How a parameter follows the shared ones, and where it stands among its curve's own. */
function loadingOf({ shared, curves }: JointCovariance, { curve, name }: JointEntry) {
  const s = shared.length
  const place = shared.indexOf(name)
  if (place >= 0) {
    const onShared = new Float64Array(s)
    onShared[place] = 1
    return { place: -1, count: 0, ownValues: null, onShared }
  }
  const block = curves.find((one) => one.name === curve)
  const own = block?.own.indexOf(name) ?? -1
  if (!block?.ownValues || !block.coupling || own < 0) return null
  return {
    place: own,
    count: block.own.length,
    ownValues: block.ownValues,
    onShared: block.coupling.subarray(own * s, (own + 1) * s),
  }
}
