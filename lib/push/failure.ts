import 'server-only'
import type { BenchlingError } from '../benchling/errors.ts'

/**
 * What a failed call means for a push.
 * - `stopped`: this server is shutting down; nothing is decided.
 * - `passing`: the tenant limits, is down or out of reach: wait and go on.
 * - `refused`: this call will not succeed as it is.
 * - `whole-push`: no call of this push will.
 */
export type Meaning = 'stopped' | 'passing' | 'refused' | 'whole-push'

export function meaningOf(error: BenchlingError): Meaning {
  switch (error.kind) {
    case 'cancelled':
      return 'stopped'
    case 'rate-limited':
    case 'unavailable':
    case 'unreachable':
    case 'answer-lost':
    case 'timed-out':
      return 'passing'
    case 'credentials-refused':
    case 'not-authenticated':
    case 'tenant-not-configured':
    case 'invalid-key':
      return 'whole-push'
    default:
      return 'refused'
  }
}

/**
 * Whether the call may have taken effect although it failed: timeouts, lost answers and 5xx (contract, section 5), but not
 * 503, by which a tenant in downtime says that it did not take the call.
 */
export function mayHaveTakenEffect(error: BenchlingError): boolean {
  if (error.kind === 'unavailable') return !error.isDowntime
  return error.kind === 'answer-lost' || error.kind === 'timed-out'
}

export function requestIdOf(error: BenchlingError): string | null {
  return 'requestId' in error ? error.requestId : null
}
