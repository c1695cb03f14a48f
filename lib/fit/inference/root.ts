/**
 * Root of a function between two points of opposite sign: regula falsi with the Illinois weights, halved where that
 * does not shrink the bracket. Ends at `tolerance` or after 100 calls; never leaves the bracket.
 */
export function findRoot(
  f: (x: number) => number,
  from: { readonly x: number; readonly value: number },
  to: { readonly x: number; readonly value: number },
  tolerance: number,
): number {
  let [a, fa, b, fb] = [from.x, from.value, to.x, to.value]
  if (fa === 0) return a
  let side = 0
  for (let calls = 0; calls < 100 && Math.abs(b - a) > tolerance; calls++) {
    const secant = b - (fb * (b - a)) / (fb - fa)
    const isUsable = calls % 4 !== 3 && secant > Math.min(a, b) && secant < Math.max(a, b)
    const x = isUsable ? secant : (a + b) / 2
    const value = f(x)
    if (value === 0) return x
    if (value > 0 === fb > 0) {
      b = x
      fb = value
      if (side === 1) fa /= 2
      side = 1
    } else {
      a = x
      fa = value
      if (side === -1) fb /= 2
      side = -1
    }
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b
}
