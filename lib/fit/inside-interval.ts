import type { Interval } from './types.ts'

/** Whether a log10 dose lies in an interval; an open side lets everything in, and NaN lies nowhere. */
export function isInsideInterval(
  { lower, upper }: Pick<Interval, 'lower' | 'upper'>,
  logDose: number,
): boolean {
  return logDose >= (lower ?? -Infinity) && logDose <= (upper ?? Infinity)
}
