import type { FitRequest } from '../types.ts'

const free = { kind: 'free' } as const

/** What tests ask for where they say nothing else: a logistic curve in percent with every parameter free. */
export const PLAIN_REQUEST = {
  model: 'logistic4',
  constraints: { bottom: free, top: free, logEc50: free, hill: free },
  covariance: 'expected',
  level: 0.95,
  responseScale: 'percent',
  absoluteLevel: null,
  detail: 'full',
} as const satisfies Omit<FitRequest, 'dose' | 'response'>
