import { curveValues } from '../fit/curve-values.ts'
import { fitCurve } from '../fit/fit-curve.ts'
import type { FitRequest } from '../fit/types.ts'
import { type WorkerJob, type WorkerReply, WorkerRequest } from './messages.ts'

/**
 * Answers one message of the page, job by job.
 *
 * @param raw    any message; one that is no request is `rejected`, one bad job is `failed` and the rest goes on
 * @param reply  called once per job as its fit is ready, then with `chunk-done`
 */
export function handleRequest(raw: unknown, reply: (message: WorkerReply) => void): void {
  const parsed = WorkerRequest.safeParse(raw)
  if (!parsed.success) {
    reply({ kind: 'rejected', reason: parsed.error.issues.map(({ message }) => message).join('; ') })
    return
  }
  const { run, jobs } = parsed.data
  for (const job of jobs) reply(answer(run, { ...job, request: withoutUndefined(job.request) }))
  reply({ kind: 'chunk-done', run })
}

function answer(run: number, { index, request, bandDose }: WorkerJob): WorkerReply {
  try {
    const fit = fitCurve(request)
    return { kind: 'fitted', run, index, fit, band: bandDose && curveValues(fit, request, bandDose) }
  } catch (error) {
    // fitCurve throws for bugs only; one must not take the other curves of the plate with it.
    return { kind: 'failed', run, index, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** `exactOptionalPropertyTypes`: an absent weight column and one that is undefined are the same to the schema. */
function withoutUndefined({
  weights,
  ...rest
}: Omit<FitRequest, 'weights'> & { weights?: Float64Array | undefined }): FitRequest {
  return weights ? { ...rest, weights } : rest
}
