import type { Policy, PolicyName } from './types.ts'

const FREE = { kind: 'free' } as const

/** Named sets of defaults. The R example's covariance is drc's, so its errors equal the script's (science.md 3). */
export const POLICIES: Readonly<Record<PolicyName, Policy>> = {
  free: {
    name: 'free',
    title: 'Free fit',
    model: 'logistic4',
    constraints: { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE },
    covariance: 'expected',
    level: 0.95,
  },
  'r-example': {
    name: 'r-example',
    title: 'R example',
    model: 'logistic4',
    constraints: {
      bottom: { kind: 'fixed', value: 0 },
      top: { kind: 'fixed', value: 100 },
      logEc50: FREE,
      hill: FREE,
    },
    covariance: 'observed',
    level: 0.95,
  },
}
