import 'server-only'
import { availableParallelism } from 'node:os'

/** Threads that fit: as `HALFMAX_FIT_THREADS` says, by default all but one, which is left to those who use the pages. */
export function threadsFrom(env: Readonly<Record<string, string | undefined>>): number {
  const wanted = Number(env['HALFMAX_FIT_THREADS'])
  return Number.isInteger(wanted) && wanted >= 1 && wanted <= 256
    ? wanted
    : Math.max(1, availableParallelism() - 1)
}
