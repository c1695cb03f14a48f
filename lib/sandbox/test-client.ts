/** What the sandbox's own tests call it with: plain fetch, no retries, nothing hidden. */
import { SANDBOX_DEFAULTS } from './control.ts'
import type { FaultInput, RecordedRequest, RunningSandbox, Settings } from './control.ts'

/** Any answer's body, read as if every field were there; the tests say which must be. */
export interface Body {
  readonly access_token: string
  readonly expires_in: number
  readonly token_type: string
  readonly id: string
  readonly folderId: string
  readonly dataFrameIds: readonly string[]
  readonly fileIds: readonly string[]
  readonly uploadStatus: string
  readonly errorMessage: string | null
  readonly columns: readonly {
    readonly displayName: string
    readonly systemName: string
    readonly type: object
  }[]
  readonly manifest: readonly { readonly fileName: string; readonly url: string }[]
  readonly taskId: string
  readonly status: string
  readonly message: string
  readonly response: Body
  readonly archiveRecord: { readonly reason: string } | null
  readonly error: {
    readonly type: string
    readonly message: string
    readonly userMessage: string
    readonly invalidId: string
    readonly errorId: string
  }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** null when the content type is not JSON. */
  readonly json: Body
}

export interface TestClient {
  readonly token: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  arm(fault: FaultInput): Promise<void>
  set(settings: Partial<Settings>): Promise<void>
  requests(): Promise<RecordedRequest[]>
}

export async function connect(sandbox: RunningSandbox): Promise<TestClient> {
  const { json } = await fetchToken(sandbox)
  const token = json.access_token
  return {
    token,
    call: (method, path, body, headers = {}) =>
      request(`${sandbox.apiUrl}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    arm: (fault) => control(sandbox, '/faults', fault),
    set: (settings) => control(sandbox, '/settings', settings),
    requests: async () => JSON.parse((await request(`${sandbox.apiUrl}/_control/requests`)).text),
  }
}

export function fetchToken(
  sandbox: RunningSandbox,
  form: Record<string, string> = {
    grant_type: 'client_credentials',
    client_id: SANDBOX_DEFAULTS.clientId,
    client_secret: SANDBOX_DEFAULTS.clientSecret,
  },
  headers: Record<string, string> = {},
): Promise<Answer> {
  return request(`${sandbox.apiUrl}/api/v2/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
    redirect: 'manual',
  })
}

/** A signed PUT as a client should send it. */
export function put(
  url: string,
  bytes: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return request(url, {
    method: 'PUT',
    body: new Uint8Array(Buffer.from(bytes)),
    headers: { 'x-amz-server-side-encryption': 'AES256', ...headers },
    redirect: 'manual',
  })
}

export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init)
  const text = await response.text()
  const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json')
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? JSON.parse(text) : null,
  }
}

/** The address of the first part. */
export function firstUrl(frame: Answer): string {
  return frame.json.manifest[0]?.url ?? ''
}

/** Creates a frame, puts the CSV and starts its ingestion. */
export async function pushFrame(
  client: TestClient,
  csv: string | Uint8Array,
): Promise<{ frameId: string; taskId: string }> {
  const created = await client.call('POST', '/api/v2/data-frames', {
    name: 'Pushed',
    manifest: [{ fileName: 'pushed.csv' }],
  })
  await put(firstUrl(created), csv)
  const frameId = created.json.id
  const started = await client.call('PATCH', `/api/v2/data-frames/${frameId}`, {
    uploadStatus: 'IN_PROGRESS',
  })
  return { frameId, taskId: started.json.taskId }
}

async function control(sandbox: RunningSandbox, path: string, body: unknown): Promise<void> {
  const answer = await request(`${sandbox.apiUrl}/_control${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (answer.status !== 204) throw new Error(`${path}: ${answer.status} ${answer.text}`)
}
