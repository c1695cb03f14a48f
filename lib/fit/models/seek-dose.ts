/**
 * Root of a function of log dose between two points where it has different signs, by bisection to the last digit.
 *
 * @returns null where the signs agree
 */
export function rootBetween(f: (x: number) => number, from: number, to: number): number | null {
  let [a, b] = [from, to]
  const [fa, fb] = [f(a), f(b)]
  if (fa === 0) return a
  if (fb === 0) return b
  if (!(fa * fb < 0)) return null
  for (let i = 0; i < 120; i++) {
    const middle = a + (b - a) / 2
    if (middle === a || middle === b) return middle
    if (f(middle) > 0 === fa > 0) a = middle
    else b = middle
  }
  return a + (b - a) / 2
}

/** First sign change met walking from one point towards another in equal steps, to the last digit. */
export function firstRoot(f: (x: number) => number, from: number, to: number): number | null {
  const steps = 600
  let before = from
  let value = f(before)
  for (let i = 1; i <= steps; i++) {
    const next = from + ((to - from) * i) / steps
    const there = f(next)
    if (value * there <= 0 && value !== there) return rootBetween(f, before, next)
    before = next
    value = there
  }
  return null
}

/** Where a single-peaked function is largest, by golden section. */
export function peakBetween(f: (x: number) => number, from: number, to: number): number {
  const ratio = 0.6180339887498949
  let [a, b] = [from, to]
  let [c, d] = [b - ratio * (b - a), a + ratio * (b - a)]
  let [fc, fd] = [f(c), f(d)]
  for (let i = 0; i < 90; i++) {
    if (fc >= fd) {
      b = d
      d = c
      fd = fc
      c = b - ratio * (b - a)
      fc = f(c)
    } else {
      a = c
      c = d
      fc = fd
      d = a + ratio * (b - a)
      fd = f(d)
    }
  }
  return (a + b) / 2
}
