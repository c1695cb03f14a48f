/** Places in the buffer that a shape fills. */
export const G = 0
export const Q = 1
export const G_U = 2
export const G_UU = 3
export const G_S = 4
export const G_US = 5
export const G_SS = 6
export const SHAPE_PLACES = 7

/**
 * A sigmoid fraction g(u, s), u = hill · ln 10 · (log dose − logEc50): 0 at u → −∞, 1 at ∞ and ½ at u = 0, so that
 * `logEc50` is the midpoint whatever the shape. `s` is the asymmetry where the shape has one.
 */
export interface Shape {
  /** A number of its own, for the keys of caches. */
  readonly id: number
  readonly hasAsymmetry: boolean
  /** g and q = 1 − g, each to full relative accuracy in its own tail, into `out`. */
  fractions(u: number, s: number, out: Float64Array): void
  /** The same and ∂g/∂u, ∂²g/∂u² and, with an asymmetry, ∂g/∂s, ∂²g/∂u∂s, ∂²g/∂s². */
  derivatives(u: number, s: number, out: Float64Array): void
  /** u at which g is `fraction` (0 to 1, exclusive). */
  inverse(fraction: number, s: number): number
  /** The shape of 1 − g(−u): the curve seen in a mirror y → c − y. */
  readonly mirrored: () => Shape
}
