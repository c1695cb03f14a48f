import type { Constraint, ParameterName } from '../fit/types.ts'
import { isLogDose, isSlope } from './constraint-text.ts'

/**
 * Bounds to begin with: ten percent of the parameter's range to either side, half a decade of dose, a factor of two of
 * slope or asymmetry; three significant figures each.
 */
export function boundsAround(
  name: ParameterName,
  now: number,
  range: readonly [number, number],
): Extract<Constraint, { kind: 'bounded' }> {
  const [lower, upper] =
    isSlope(name) || name === 'asymmetry'
      ? [Math.min(now / 2, now * 2), Math.max(now / 2, now * 2)]
      : isLogDose(name)
        ? [now - 0.5, now + 0.5]
        : [now - (range[1] - range[0]) / 10, now + (range[1] - range[0]) / 10]
  return { kind: 'bounded', lower: Number(lower.toPrecision(3)), upper: Number(upper.toPrecision(3)) }
}
