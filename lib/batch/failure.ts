import type { BenchlingError } from '../benchling/errors.ts'
import { toProblem } from '../benchling/words.ts'

/** Why a batch does not go on, in words for its page. */
export class BatchFailure extends Error {
  /** Trying again later can help. */
  readonly isPassing: boolean

  constructor(message: string, isPassing = false) {
    super(message)
    this.isPassing = isPassing
  }
}

/** The chunk at hand was lost: to another run, to somebody who cancelled, or to the end of this process. */
export class Stopped extends Error {}

const PASSING = new Set<BenchlingError['kind']>([
  'rate-limited',
  'unavailable',
  'unreachable',
  'answer-lost',
  'timed-out',
  'truncated',
])

/** What a failed call to the tenant means for a batch, which writes nothing there and so can repeat everything. */
export function failureOf(error: BenchlingError): Error {
  if (error.kind === 'cancelled') return new Stopped()
  const { title } = toProblem(error)
  return PASSING.has(error.kind)
    ? new BatchFailure(`${title}. The refit goes on by itself.`, true)
    : new BatchFailure(title)
}
