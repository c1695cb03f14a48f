import type {
  FaultInput,
  RecordedRequest,
  RunningSandbox,
  SampleKey,
  SEEDED,
  Settings,
} from '../../lib/sandbox/control.ts'

/** The line `lib/sandbox/main.ts` prints when it listens. */
export type ReadySandbox = Omit<RunningSandbox, 'analysisPageUrl' | 'stop'>

/** The sandbox tenant of this worker, and its control endpoints (`lib/sandbox/control.ts`). */
export interface SandboxControl extends ReadySandbox {
  /** The next matching calls meet the fault. */
  arm(...faults: FaultInput[]): Promise<void>
  /** Disarms all faults. */
  disarm(): Promise<void>
  /** Holds until the end of the test: every test starts with the sandbox's own settings. */
  settings(changes: Partial<Settings>): Promise<void>
  /** Back to the seeds. */
  reset(): Promise<void>
  /** Everything the app and the browser asked since the test began, oldest first. */
  requests(): Promise<readonly RecordedRequest[]>
  clearRequests(): Promise<void>
  /** The key of a seeded analysis, ready to paste. Throws when it has none. */
  key(analysis: keyof typeof SEEDED): string
  /** The analysis in the tenant's own view. */
  analysisPageUrl(analysisId: string): string
}

export function sandboxControl(ready: ReadySandbox, ids: typeof SEEDED): SandboxControl {
  const call = (method: string, path: string, body?: unknown) =>
    callControl(ready.apiUrl, { method, path, body })
  return {
    ...ready,
    arm: async (...faults) => void (await call('POST', 'faults', faults)),
    disarm: async () => void (await call('DELETE', 'faults')),
    settings: async (changes) => void (await call('POST', 'settings', changes)),
    reset: async () => void (await call('POST', 'reset')),
    requests: async () => (await (await call('GET', 'requests')).json()) as readonly RecordedRequest[],
    clearRequests: async () => void (await call('DELETE', 'requests')),
    key: (analysis) => keyOf(ready.sampleKeys, ids[analysis]),
    analysisPageUrl: (analysisId) => `${ready.apiUrl}/analyses/${analysisId}`,
  }
}

function keyOf(keys: readonly SampleKey[], analysisId: string): string {
  const found = keys.find((sample) => sample.analysisId === analysisId)
  if (found === undefined) throw new Error(`the sandbox names no key for ${analysisId}`)
  return found.key
}

async function callControl(
  apiUrl: string,
  { method, path, body }: { method: string; path: string; body: unknown },
) {
  const response = await fetch(`${apiUrl}/_control/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!response.ok)
    throw new Error(`sandbox control ${method} ${path}: ${response.status} ${await response.text()}`)
  return response
}
