import 'server-only'
import { randomUUID } from 'node:crypto'
import { unstable_rethrow } from 'next/navigation'
import { err, type Problem, type Result } from '@/lib/result.ts'
import { unexpected } from './problems.ts'
import { runtime } from './runtime.ts'

/**
 * Runs an action or route to a value. A thrown bug would reach the page without words (React error 441), so it is logged
 * and answered with an id to quote.
 */
export async function answer<T>(
  name: string,
  work: () => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const requestId = randomUUID().slice(0, 8)
  const startedMs = performance.now()
  try {
    const result = await work()
    const ms = Math.round(performance.now() - startedMs)
    const outcome = result.ok ? 'ok' : result.error.kind
    runtime().log.info({ requestId, name, outcome, ms }, 'answered')
    return result
  } catch (cause) {
    unstable_rethrow(cause)
    return err(unexpected(logBug({ name, cause, requestId })))
  }
}

/** Logs what should not have happened, redacted, and gives the id under which it stands there. */
export function logBug(bug: {
  readonly name: string
  readonly cause: unknown
  readonly requestId?: string
}): string {
  const { name, cause, requestId = randomUUID().slice(0, 8) } = bug
  runtime().log.error({ requestId, name, err: cause }, 'unexpected failure')
  return requestId
}
