/** Clients and controls of a running sandbox, for the contract tests: real HTTP, no waiting. */
import type { BenchlingClient, RowExport } from '../client.ts'
import { createBenchlingClient } from '../create-client.ts'
import type { BenchlingError } from '../errors.ts'
import type { AnswerNote } from '../operation.ts'
import type { Tenant } from '../tenants.ts'
import { err, ok } from '../../result.ts'
import type { Result } from '../../result.ts'

/** What a started sandbox gives. The tests start it: this folder itself may not know the sandbox. */
export interface Sandbox {
  readonly apiUrl: string
  readonly storageUrl: string
  readonly host: string
  readonly clientId: string
  readonly clientSecret: string
}

/** A request as the sandbox recorded it. */
export interface SeenRequest {
  readonly listener: 'api' | 'storage'
  readonly operation: string | null
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** 0 where the connection was closed without an answer. */
  readonly status: number
}

export interface ContractWorld {
  /** Everything a client has noted, for the search for secrets. */
  readonly notes: AnswerNote[]
  /** A client with a token of its own. */
  freshClient(change?: Partial<Tenant>): BenchlingClient
  arm(fault: object): Promise<void>
  /** Takes every fault back and forgets the requests; what the tenant holds stays. */
  lift(): Promise<void>
  set(settings: object): Promise<void>
  requests(): Promise<readonly SeenRequest[]>
  reset(): Promise<void>
}

let count = 0

export function contractWorld(sandbox: Sandbox): ContractWorld {
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
    arm: async (fault) => void (await control('POST', 'faults', fault)),
    lift: async () => {
      await control('DELETE', 'faults')
      await control('DELETE', 'requests')
    },
    set: async (settings) => void (await control('POST', 'settings', settings)),
    // The control endpoint of our own sandbox answers what its control.ts says.
    requests: async () => (await (await control('GET', 'requests')).json()) as SeenRequest[],
    reset: async () => {
      await control('POST', 'reset')
      await control('DELETE', 'faults')
      await control('DELETE', 'requests')
      await control('POST', 'settings', { ingestionMs: 0 })
    },
  }
}

function tenantOf(sandbox: Sandbox): Tenant {
  return {
    host: sandbox.host,
    name: 'Sandbox tenant',
    baseUrl: sandbox.apiUrl,
    clientId: sandbox.clientId,
    clientSecret: sandbox.clientSecret,
    storageHosts: [new URL(sandbox.storageUrl).host],
    analysisUrlTemplate: null,
    isSandbox: true,
    people: null,
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
