import { curveValues } from '../fit/curve-values.ts'
import type { AtRest } from '../fit/at-rest.ts'
import { fitCurveWith } from '../fit/fit-core.ts'
import type { FitRequest } from '../fit/types.ts'
import { type ParsedRequest, type WorkerJob, type WorkerReply, WorkerRequest } from './messages.ts'

/**
 * Answers one message of the page, job by job.
 *
 * @param raw    any message; one that is no request is `rejected`, one bad job is `failed` and the rest goes on
 * @param reply  called once per job as its fit is ready, then with `chunk-done`
 * @param rest   what fits at rest need, loaded apart
 */
export function handleRequest(raw: unknown, reply: (message: WorkerReply) => void, rest: AtRest): void {
  const parsed = WorkerRequest.safeParse(raw)
  if (!parsed.success) {
    reply({ kind: 'rejected', reason: parsed.error.issues.map(({ message }) => message).join('; ') })
    return
  }
  const { run, jobs } = parsed.data
  for (const job of jobs) reply(answer(run, { ...job, request: withoutUndefined(job.request) }, rest))
  reply({ kind: 'chunk-done', run })
}

function answer(run: number, { index, request, bandDose }: WorkerJob, rest: AtRest): WorkerReply {
  try {
    const fit = fitCurveWith(request, rest)
    return { kind: 'fitted', run, index, fit, band: bandDose && curveValues(fit, request, bandDose) }
  } catch (error) {
    // fitCurve throws for bugs only; one must not take the other curves of the plate with it.
    return { kind: 'failed', run, index, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** What the schema reads as present and undefined is absent: `exactOptionalPropertyTypes` tells them apart. */
function withoutUndefined(request: ParsedRequest): FitRequest {
  // Only keys without a value are dropped, and the schema has seen all the others.
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined),
  ) as unknown as FitRequest
}
