/** Every action and route, called as a stranger would; `find-endpoints.ts` says whether one is missing here. */
import { openAnalysis, openSample } from '@/app/actions.ts'
import {
  cancelBatch,
  loadAnalysis,
  pushBatch,
  retryPush,
  startBatch,
  startPush,
} from '@/app/analysis/[analysisId]/actions.ts'
import { GET as batchFitsRoute } from '@/app/api/batches/[batchId]/fits/route.ts'
import { GET as batchResultsRoute } from '@/app/api/batches/[batchId]/results/route.ts'
import { GET as readBatchRoute } from '@/app/api/batches/[batchId]/route.ts'
import { GET as listBatchesRoute } from '@/app/api/batches/route.ts'
import { readRecord } from '@/app/server/read-record.ts'
import { GET as readDraftRoute, PUT as saveDraftRoute } from '@/app/api/drafts/route.ts'
import { GET as lastPushRoute } from '@/app/api/pushes/last/route.ts'
import { GET as readPushRoute } from '@/app/api/pushes/[pushId]/route.ts'
import { GET as listPushesRoute } from '@/app/api/pushes/route.ts'
import { GET as recordRoute } from '@/app/api/record/route.ts'
import { GET as rowsRoute } from '@/app/api/rows/route.ts'
import type { OutputInput } from '@/lib/outputs/push-input.ts'
import type { Problem, Result } from '@/lib/result.ts'
import { HOST } from './test-runtime.ts'

export const MINE = 'ana_Mine1234'
export const THEIRS = 'ana_Theirs12'
export const NO_PUSH = '00000000-0000-4000-8000-00000000dead'

export type Endpoint = () => Promise<Result<unknown, Problem>>

export interface Door {
  /** The problem a stranger gets who is signed in, or needs no sign-in, and opened nothing. */
  readonly withoutGrant: string
  /** Asks about `analysisId` where the door is about one. */
  readonly call: (analysisId: string) => ReturnType<Endpoint>
}

/** What needs the grant of an analysis. A new action or route belongs here. */
const GRANTED: Readonly<Record<string, Door>> = {
  'action loadAnalysis': { withoutGrant: 'no-grant', call: (analysisId) => loadAnalysis({ analysisId }) },
  'action startPush': { withoutGrant: 'no-grant', call: (analysisId) => startPush(pushOf(analysisId)) },
  'action retryPush': { withoutGrant: 'no-such-push', call: () => retryPush({ pushId: NO_PUSH }) },
  'action startBatch': {
    withoutGrant: 'no-grant',
    call: (analysisId) => startBatch({ analysisId, frameId: 'dset_in', work: '{}' }),
  },
  'action cancelBatch': { withoutGrant: 'no-such-refit', call: () => cancelBatch({ batchId: NO_PUSH }) },
  'action pushBatch': {
    withoutGrant: 'no-such-refit',
    call: () => pushBatch({ batchId: NO_PUSH, size: 'fewest' }),
  },
  'GET /api/batches': {
    withoutGrant: 'no-grant',
    call: async (analysisId) =>
      answerOf(await listBatchesRoute(get(`/api/batches?analysisId=${analysisId}&frameId=dset_in`))),
  },
  'GET /api/batches/[batchId]': {
    withoutGrant: 'no-such-refit',
    call: async () => answerOf(await batchRoute(readBatchRoute, NO_PUSH)),
  },
  'GET /api/batches/[batchId]/results': {
    withoutGrant: 'no-such-refit',
    call: async () => answerOf(await batchRoute(batchResultsRoute, NO_PUSH)),
  },
  'GET /api/batches/[batchId]/fits': {
    withoutGrant: 'no-such-refit',
    call: async () => answerOf(await batchRoute(batchFitsRoute, NO_PUSH)),
  },
  'GET /api/pushes': {
    withoutGrant: 'no-grant',
    call: async (analysisId) => answerOf(await listRoute(`?analysisId=${analysisId}`)),
  },
  'GET /api/pushes/last': {
    withoutGrant: 'no-grant',
    call: async (analysisId) =>
      answerOf(await lastPushRoute(get(`/api/pushes/last?analysisId=${analysisId}&frameId=dset_in`))),
  },
  'GET /api/pushes/[pushId]': {
    withoutGrant: 'no-such-push',
    call: async () => answerOf(await readRoute(NO_PUSH)),
  },
  'GET /api/rows': {
    withoutGrant: 'no-grant',
    call: async (analysisId) =>
      answerOf(await rowsRoute(get(`/api/rows?analysisId=${analysisId}&frameId=dset_in`))),
  },
  'GET /api/drafts': {
    withoutGrant: 'no-grant',
    call: async (analysisId) => answerOf(await draftRoute({ analysisId, frameId: 'dset_in' })),
  },
  'PUT /api/drafts': {
    withoutGrant: 'no-grant',
    call: async (analysisId) =>
      answerOf(await putDraftRoute({ analysisId, frameId: 'dset_in', base: 0, work: '{}' })),
  },
  'GET /api/record': {
    withoutGrant: 'no-grant',
    call: async (analysisId) => answerOf(await csvRoute(`?analysisId=${analysisId}`)),
  },
  'page /analysis/[analysisId]/record': {
    withoutGrant: 'no-grant',
    call: (analysisId) => readRecord({ analysisId }),
  },
}

/** What earns a grant, by a key that its tenant takes. */
const EARNING: Readonly<Record<string, Door>> = {
  'action openAnalysis': { withoutGrant: 'invalid-key', call: () => openAnalysis({ key: 'x' }) },
  'action openSample': { withoutGrant: 'no-sandbox', call: () => openSample() },
}

export const DOORS: Readonly<Record<string, Door>> = { ...GRANTED, ...EARNING }

/** Doors without an authorisation of their own, and why. */
export const OPEN_DOORS: Readonly<Record<string, string>> = {
  'GET /sign-in': 'sends whoever asks to the provider',
  'GET /sign-in/callback': 'takes what the provider proves (people/sign-in.test.ts)',
  'POST /sign-out': 'ends the sign-in of whoever asks (people/sign-in.test.ts)',
  'GET /healthz': 'says that the process answers',
  'GET /readyz': 'says that the database answers',
  'GET /metrics': 'counts alone, and with sign-in only for who has the token (health.test.ts)',
  'GET /guide': 'words of ours, the same for everybody',
  'GET /guide/[page]': 'words of ours, the same for everybody',
  'GET /guide/pictures/[picture]': 'pictures of ours, the same for everybody',
  'GET /guide/style.css': 'ours, the same for everybody',
  'GET /guide/theme.css': 'a line by the reader’s own cookie',
  'page /': 'shows a field for a key',
  'page /analysis/[analysisId]': 'holds nothing of the analysis: the page asks by actions',
  'page /local/[tableId]': 'the table is in the browser',
}

export const GUARDED: readonly (readonly [string, string, Endpoint])[] = Object.entries(GRANTED).map(
  ([name, door]) => [name, door.withoutGrant, () => door.call(MINE)],
)

export const OUTPUT: OutputInput = {
  id: 'results',
  kind: 'data-frame',
  name: 'Results',
  fileName: 'results.csv',
  bytes: new TextEncoder().encode('cell,IC50\nHeLa,1.5\n'),
}

export function pushOf(analysisId: string) {
  return { analysisId, sourceFrameId: 'dset_in', outputs: [OUTPUT] }
}

export function grantOf(analysisId: string, tenantHost = HOST) {
  return { analysisId, tenantHost, isKeyExpired: false }
}

const ADDRESS = 'http://127.0.0.1:3000'

function get(path: string, headers: Readonly<Record<string, string>> = {}): Request {
  return new Request(`${ADDRESS}${path}`, { headers: { host: '127.0.0.1:3000', ...headers } })
}

export async function answerOf(response: Response): Promise<Result<unknown, Problem>> {
  // The shape every route promises.
  return (await response.json()) as Result<unknown, Problem>
}

export function readRoute(pushId: string, headers?: Readonly<Record<string, string>>): Promise<Response> {
  return readPushRoute(get(`/api/pushes/${pushId}`, headers), { params: Promise.resolve({ pushId }) })
}

type BatchRoute = (request: Request, at: { params: Promise<{ batchId: string }> }) => Promise<Response>

export function batchRoute(
  route: BatchRoute,
  batchId: string,
  headers?: Readonly<Record<string, string>>,
): Promise<Response> {
  return route(get(`/api/batches/${batchId}`, headers), { params: Promise.resolve({ batchId }) })
}

export function listRoute(query: string, headers?: Readonly<Record<string, string>>): Promise<Response> {
  return listPushesRoute(get(`/api/pushes${query}`, headers))
}

export function csvRoute(query: string, headers?: Readonly<Record<string, string>>): Promise<Response> {
  return recordRoute(get(`/api/record${query}`, headers))
}

export function draftRoute(query: Readonly<Record<string, string>>): Promise<Response> {
  return readDraftRoute(get(`/api/drafts?${new URLSearchParams(query)}`))
}

export function putDraftRoute(
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const given = { host: '127.0.0.1:3000', 'content-type': 'application/json', ...headers }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return saveDraftRoute(new Request(`${ADDRESS}/api/drafts`, { method: 'PUT', headers: given, body: text }))
}
