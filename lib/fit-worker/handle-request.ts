import { curveValues } from '../fit/curve-values.ts'
import type { AtRest } from '../fit/at-rest.ts'
import { fitCurveWith } from '../fit/fit-core.ts'
import { isFitChunk } from './is-request.ts'
import type { WorkerJob, WorkerReply } from './messages.ts'

/**
 * Answers one message of the page, job by job.
 *
 * @param raw    any message; one that is no request is `rejected`, one bad job is `failed` and the rest goes on
 * @param reply  called once per job as its fit is ready, then with `chunk-done`
 * @param rest   what fits at rest need, loaded apart
 */
export function handleRequest(raw: unknown, reply: (message: WorkerReply) => void, rest: AtRest): void {
  if (!isFitChunk(raw)) {
    reply({ kind: 'rejected', reason: 'The message is no request for a fit.' })
    return
  }
  const { run, jobs } = raw
  for (const job of jobs) reply(answer(run, job, rest))
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
