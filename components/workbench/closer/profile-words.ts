import type { ProfileCurve } from '@/lib/fit/inference/profile-curve.ts'

/** Why the interval of a parameter has the sides it has, in one sentence. */
export function profileSentence({ state, lower, upper }: ProfileCurve, name: string): string {
  if (state === 'at-lower' || state === 'at-upper') {
    const [side, limit] = state === 'at-lower' ? ['lower', upper] : ['upper', lower]
    const given = limit === null ? 'and the other side is open' : 'so the interval is one-sided'
    return `The best value of ${name} sits on its ${side} bound, ${given}.`
  }
  if (lower !== null && upper !== null) {
    return `Both sides of ${name} cross the line, so the interval has two limits.`
  }
  if (lower === null && upper === null) {
    return `Neither side of ${name} comes to the line: the points fit nearly as well far out on both sides, so the interval is open.`
  }
  const side = lower === null ? 'lower' : 'upper'
  const other = lower === null ? 'upper' : 'lower'
  return `The ${side} side of ${name} never comes to the line: the points fit nearly as well however far it goes, so only the ${other} limit is known.`
}
