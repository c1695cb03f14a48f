/** A running sandbox and a client of it, for the contract tests: real HTTP, no waiting. */
import type { FaultInput, RecordedRequest, RunningSandbox, Settings } from '../sandbox/control.ts'
import { startSandbox } from '../sandbox/start.ts'
import type { BenchlingClient, RowExport } from './client.ts'
import { createBenchlingClient } from './create-client.ts'
import type { BenchlingError } from './errors.ts'
import type { AnswerNote } from './operation.ts'
import type { Tenant } from './tenants.ts'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'

export interface ContractWorld {
  readonly sandbox: RunningSandbox
  /** Everything a client has noted, for the search for secrets. */
  readonly notes: AnswerNote[]
  /** A client with a token of its own. */
  freshClient(change?: Partial<Tenant>): BenchlingClient
  arm(...faults: FaultInput[]): Promise<void>
  set(settings: Partial<Settings>): Promise<void>
  requests(): Promise<readonly RecordedRequest[]>
  reset(): Promise<void>
}

let count = 0

export async function startContractWorld(): Promise<ContractWorld> {
  const sandbox = await startSandbox({ settings: { ingestionMs: 0 } })
  const notes: AnswerNote[] = []
  const control = async (method: string, path: string, body?: unknown) => {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await fetch(`${sandbox.apiUrl}/_control/${path}`, { method, ...init })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }
  return {
    sandbox,
    notes,
    freshClient: (change) => {
      count += 1
      const host = `c${count}.sandbox.test`
      const tenant = { ...tenantOf(sandbox), host, ...change }
      return createBenchlingClient(tenant, {
        sleep: async () => undefined,
        onAnswer: (note) => notes.push(note),
      })
    },
    arm: async (...faults) => void (await control('POST', 'faults', faults)),
    set: async (settings) => void (await control('POST', 'settings', settings)),
    // The control endpoint of our own sandbox answers what control.ts says.
    requests: async () => (await (await control('GET', 'requests')).json()) as RecordedRequest[],
    reset: async () => {
      await control('POST', 'reset')
      await control('DELETE', 'faults')
      await control('DELETE', 'requests')
      await control('POST', 'settings', { ingestionMs: 0 })
    },
  }
}

function tenantOf(sandbox: RunningSandbox): Tenant {
  return {
    host: sandbox.host,
    name: 'Sandbox tenant',
    baseUrl: sandbox.apiUrl,
    clientId: sandbox.clientId,
    clientSecret: sandbox.clientSecret,
    storageHosts: [new URL(sandbox.storageUrl).host],
    analysisUrlTemplate: null,
    isSandbox: true,
  }
}

/** The ids of an analysis's input frames. */
export async function framesOf(client: BenchlingClient, analysisId: string): Promise<readonly string[]> {
  const analysis = await client.getAnalysis(analysisId)
  if (!analysis.ok) throw new Error(`no analysis: ${analysis.error.kind}`)
  return analysis.value.dataFrameIds
}

/** A whole export: every row, or the first failure. */
export async function readAll(
  client: BenchlingClient,
  frameId: string,
): Promise<Result<{ columns: RowExport['columns']; rows: readonly (readonly string[])[] }, BenchlingError>> {
  const opened = await client.exportRows(frameId)
  if (!opened.ok) return opened
  const rows: (readonly string[])[] = []
  for await (const batch of opened.value.batches) {
    if (!batch.ok) return err(batch.error)
    for (const row of batch.value) rows.push(row)
  }
  return ok({ columns: opened.value.columns, rows })
}

/** Makes a frame, uploads `csv` and starts its ingestion. */
export async function pushFrame(
  client: BenchlingClient,
  csv: string,
): Promise<Result<{ frameId: string; taskId: string | null }, BenchlingError>> {
  const created = await client.createDataFrame({ name: 'Results', fileName: 'results.csv' })
  if (!created.ok) return created
  const uploaded = await client.upload(created.value.putUrl, new TextEncoder().encode(csv))
  if (!uploaded.ok) return uploaded
  const started = await client.startIngestion(created.value.frameId)
  return started.ok ? ok({ frameId: created.value.frameId, taskId: started.value.taskId }) : started
}
