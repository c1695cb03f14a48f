import * as z from 'zod/mini'
import { findInvalidLimit } from '../fit/screen/limits.ts'
import { err, ok, type Result } from '../result.ts'
import { PolicySettings, toPolicy } from './saved-settings.ts'
import type { Policy } from './types.ts'

const KIND = 'halfmax policy'
const MOST_BYTES = 1_000_000

const PolicyFile = z.object({ kind: z.literal(KIND), schema: z.literal(1), policy: PolicySettings })

/** A person's own policy as a file that other people, and other analyses, can take. JSON. */
export function policyFile(policy: Policy): string {
  return `${JSON.stringify({ kind: KIND, schema: 1, policy }, null, 2)}\n`
}

/** Reads a policy's file, or says in words why it is none. Takes any text. */
export function parsePolicyFile(text: string): Result<Policy, string> {
  if (text.length > MOST_BYTES) return err('This file is far larger than a policy can be.')
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return err('This is no policy of Halfmax: the file is no JSON.')
  }
  const read = PolicyFile.safeParse(raw)
  if (read.success) {
    const policy = toPolicy(read.data.policy)
    const problem = findInvalidLimit(policy.method?.limits ?? {})
    return problem === null ? ok(policy) : err(`The policy cannot be used. ${problem}`)
  }
  const isPolicy = z.object({ kind: z.literal(KIND) }).safeParse(raw).success
  const place = read.error.issues[0]?.path.join('.') ?? ''
  return err(
    isPolicy ? `The policy cannot be used: ${place} is not as it must be.` : 'This is no policy of Halfmax.',
  )
}

/** `own:` and the title: the same title is the same policy, in another version. */
export function ownPolicyName(title: string): string {
  return `own:${title.trim().toLowerCase()}`
}
