import { attach, getAnalysis } from './analyses.ts'
import type { Context } from './api.ts'
import type { BenchlingClient, CallOptions } from './client.ts'
import { createDataFrame, getDataFrame, getTask, refreshFrameUpload, startIngestion } from './data-frames.ts'
import type { BenchlingError } from './errors.ts'
import { exportParquet } from './export-parquet.ts'
import { exportRows } from './export-rows.ts'
import { confirmFile, createFile, getFile } from './files.ts'
import { beginOperation, leaveOnAbort, withDefaults } from './operation.ts'
import type { Deps } from './operation.ts'
import type { Result } from '../result.ts'
import type { Tenant } from './tenants.ts'
import { upload } from './upload.ts'

/**
 * A client of one configured tenant. Token and queue are shared by all clients of that tenant in this process, so a client
 * is cheap: make one per request. No method throws for anything the network or the tenant does.
 *
 * Calls that create are never repeated in doubt: they fail with `answer-lost`, `timed-out`, `unavailable` or `cancelled`, all
 * of which leave open whether something was made, and whoever records the push decides. Calls that change look first.
 *
 * @param deps  network, clock, random source and waiting, for tests
 */
export function createBenchlingClient(tenant: Tenant, deps: Partial<Deps> = {}): BenchlingClient {
  const world = withDefaults(deps)
  const run = <T>(
    options: CallOptions | undefined,
    call: (context: Context) => Promise<Result<T, BenchlingError>>,
  ): Promise<Result<T, BenchlingError>> => {
    const operation = beginOperation(options, world.now)
    return leaveOnAbort(call({ tenant, deps: world, operation }), operation).finally(operation.end)
  }
  return {
    tenant,
    getAnalysis: (id, options) => run(options, (context) => getAnalysis(context, id)),
    getDataFrame: (id, options) => run(options, (context) => getDataFrame(context, id)),
    exportRows: (id, options) => run(options, (context) => exportRows(context, id)),
    exportParquet: (id, options) => run(options, (context) => exportParquet(context, id)),
    createDataFrame: (input, options) => run(options, (context) => createDataFrame(context, input)),
    refreshFrameUpload: (id, options) => run(options, (context) => refreshFrameUpload(context, id)),
    upload: (putUrl, bytes, options) => run(options, (context) => upload(context, putUrl, bytes)),
    startIngestion: (id, options) => run(options, (context) => startIngestion(context, id)),
    getTask: (id, options) => run(options, (context) => getTask(context, id)),
    createFile: (input, options) => run(options, (context) => createFile(context, input)),
    confirmFile: (id, options) => run(options, (context) => confirmFile(context, id)),
    getFile: (id, options) => run(options, (context) => getFile(context, id)),
    attach: (id, ids, options) => run(options, (context) => attach(context, id, ids)),
  }
}
