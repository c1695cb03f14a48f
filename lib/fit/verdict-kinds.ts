/** What may be said of a potency, the best first: the order of every list of verdicts. */
export const VERDICT_KINDS = [
  'reportable',
  'estimated',
  'above-range',
  'below-range',
  'no-response',
  'not-determined',
] as const
