import type { Problem, Result } from '@/lib/result.ts'

/** Carries a Problem through React Query, which knows failures only as thrown errors. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

export function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new ProblemError(result.error)
  return result.value
}

/** The server has retried what can be retried; only a call that never arrived is worth one more. */
export function retryUnlessProblem(failures: number, error: unknown): boolean {
  return !(error instanceof ProblemError) && failures < 1
}

/** The problem of an error, or words for a lost connection to this dashboard. */
export function problemOf(error: unknown): Problem | null {
  if (error === null || error === undefined) return null
  if (error instanceof ProblemError) return error.problem
  return {
    kind: 'dashboard-unreachable',
    title: 'Halfmax did not answer',
    detail: 'The page could not reach its own server.',
    isRetryable: true,
    retryAfterS: null,
    requestId: null,
  }
}
