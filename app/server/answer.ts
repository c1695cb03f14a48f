import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { err, type Problem, type Result } from '@/lib/result.ts'
import { renewSignIn } from './people/sign-in-session.ts'
import { currentSignIn, personBehind } from './person.ts'
import { NOT_SIGNED_IN, tooManyRequests, unexpected } from './problems.ts'
import type { LimitName } from './rate-limit.ts'
import { newRequestId, requestContext } from './request-context.ts'
import { runtime } from './runtime.ts'

interface AnswerOptions {
  /** Which allowance of the caller the call is taken from. */
  readonly limit?: LimitName
}

/**
 * Runs an action or route to a value, for somebody who is signed in and within what one caller may ask. A thrown bug
 * would reach the page without words (React error 441), so it is logged and answered with an id to quote.
 */
export async function answer<T>(
  name: string,
  work: () => Promise<Result<T, Problem>>,
  { limit = 'call' }: AnswerOptions = {},
): Promise<Result<T, Problem>> {
  let requestId = newRequestId()
  const startedMs = performance.now()
  try {
    const context = await requestContext()
    requestId = context.requestId
    const result = (await refusal(limit, context.address)) ?? (await work())
    const ms = Math.round(performance.now() - startedMs)
    const outcome = result.ok ? 'ok' : result.error.kind
    const { log, metrics } = runtime()
    log.info({ requestId, name, outcome, ms }, 'answered')
    metrics.count('halfmax_answers_total', { name, outcome })
    metrics.observe('halfmax_answer_seconds', { name }, ms / 1000)
    return result
  } catch (cause) {
    unstable_rethrow(cause)
    return err(unexpected(logBug({ name, cause, requestId })))
  }
}

async function refusal(limit: LimitName, address: string): Promise<Result<never, Problem> | null> {
  const signIn = await currentSignIn()
  const person = personBehind(signIn)
  const waitS = runtime().admit(limit, { person, address })
  if (waitS !== null) return err(tooManyRequests(waitS))
  if (person === null) return err(NOT_SIGNED_IN)
  if (signIn !== null) await renewSignIn(signIn)
  return null
}

/** Logs what should not have happened, redacted, and gives the id under which it stands there. */
export function logBug(bug: {
  readonly name: string
  readonly cause: unknown
  readonly requestId?: string
}): string {
  const { name, cause, requestId = newRequestId() } = bug
  runtime().log.error({ requestId, name, err: cause }, 'unexpected failure')
  return requestId
}
