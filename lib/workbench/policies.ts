import { entryOf } from './entry-of.ts'
import { USUAL_METHOD } from './usual-method.ts'
import type { Policy, Work } from './types.ts'

const FREE = { kind: 'free' } as const
const FREE_FIT = { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE }

const between = (lower: number, upper: number) => ({ kind: 'bounded', lower, upper }) as const
const fixed = (value: number) => ({ kind: 'fixed', value }) as const

const USUAL = { version: 1, model: 'logistic4', covariance: 'expected', level: 0.95, method: null } as const

/**
 * Policies that come with Halfmax, in the order they are offered. Responses are percent, but for the free and the agnostic
 * one. Falling and rising slopes are bounded on their own side of 0 (decision 004). The R example's covariance is drc's,
 * so its errors equal the script's (science.md 3).
 */
export const BUILT_IN_POLICIES: readonly Policy[] = [
  { ...USUAL, name: 'free', title: 'Free fit', constraints: FREE_FIT },
  {
    ...USUAL,
    name: 'r-example',
    title: 'R example',
    constraints: { ...FREE_FIT, bottom: fixed(0), top: fixed(100) },
    covariance: 'observed',
  },
  {
    ...USUAL,
    name: 'viability',
    title: 'Viability, falling',
    constraints: { ...FREE_FIT, bottom: between(0, 20), top: between(90, 110), hill: between(-4, -0.3) },
    method: { ...USUAL_METHOD, hasOutlierProposal: true },
  },
  {
    ...USUAL,
    name: 'kinase-inhibition',
    title: 'Kinase inhibition, rising',
    constraints: { ...FREE_FIT, bottom: between(-10, 10), top: between(80, 120), hill: between(0.5, 3) },
    method: { ...USUAL_METHOD, hasOutlierProposal: true },
  },
  {
    ...USUAL,
    name: 'agonist',
    title: 'Agonist, percent of maximum',
    constraints: { ...FREE_FIT, bottom: between(-10, 10), hill: between(0.3, 3) },
    method: { ...USUAL_METHOD, hasOutlierProposal: true, hasOuterEffects: true },
  },
  {
    ...USUAL,
    name: 'agnostic',
    title: 'Agnostic, robust',
    constraints: FREE_FIT,
    method: { ...USUAL_METHOD, loss: 'tukey', hasOutlierProposal: true },
  },
]

const BY_NAME = new Map(BUILT_IN_POLICIES.map((policy) => [policy.name, policy]))

/** One that comes with Halfmax. */
export function builtInPolicy(name: string): Policy | null {
  return BY_NAME.get(name) ?? null
}

/** A policy by its name: one of Halfmax, or of those the work knows. Null for a name that is neither's. */
export function findPolicy({ policies }: Pick<Work, 'policies'>, name: string): Policy | null {
  return BY_NAME.get(name) ?? entryOf(policies, name) ?? null
}

/** "Free fit"; "Viability, version 3" of a person's own. */
export function policyTitle({ name, title, version }: Policy): string {
  return BY_NAME.has(name) ? title : `${title}, version ${version}`
}

/** Where a setting that the policy leaves or names comes from: "default" of the free fit, "policy Viability". */
export function policyOrigin(policy: Policy): string {
  return policy.name === 'free' ? 'default' : `policy ${policyTitle(policy)}`
}
