/**
 * The sandbox's control contract, outside `/api` and on loopback only. Tests and `npm run sandbox` users arm faults with
 *   POST   /_control/faults    one Fault, or an array of them  -> 204
 *   DELETE /_control/faults                                    -> 204, disarms all
 *   POST   /_control/settings  Partial<Settings>               -> 204
 *   POST   /_control/reset                                     -> 204, back to the seeds
 *   GET    /_control/requests                                  -> RecordedRequest[], oldest first
 *   DELETE /_control/requests                                  -> 204
 */
import * as z from 'zod'

/** Which call a fault meets. */
export const Operation = z.enum([
  'token',
  'get-analysis',
  'patch-analysis',
  'create-data-frame',
  'get-data-frame',
  'patch-data-frame',
  'get-task',
  'create-file',
  'get-file',
  'patch-file',
  'archive-files',
  'storage-put',
  'storage-get',
])
export type Operation = z.infer<typeof Operation>

/** One per row of the fault table of the contract, section 11. */
export const FaultKind = z.enum([
  'wrong-secret', // 401 invalid_client
  'bad-grant', // 400 unsupported_grant_type
  'expired-token', // 401 authentication_error
  'forbidden', // 403 invalidId
  'not-found', // 404 invalidId
  'rate-limited', // 429, remaining 0, reset `seconds`
  'rate-limited-hidden', // 429, remaining > 0
  'server-error', // 500 api_error + errorId
  'bad-gateway', // 502 HTML
  'gateway-timeout', // 504 HTML
  'downtime', // 503 JSON
  'downtime-html', // 503 HTML
  'html-page', // 200 sign-in page on an API path
  'slow', // answer after `seconds`
  'connection-reset', // closed before any effect
  'answer-lost', // effect done, then socket closed
  'expired-url', // storage 403 XML AccessDenied
  'missing-sse', // storage 403 XML SignatureDoesNotMatch
  'storage-error', // storage 500 XML
  'slow-down', // storage 503 XML SlowDown
  'truncated', // Content-Length larger than the body, then close
  'cut-short', // matching length, cut in mid-record
  'slow-ingestion', // RUNNING for `seconds`
  'ingestion-fails', // task FAILED + message, frame FAILED_VALIDATION
  'ingestion-fails-quietly', // task SUCCEEDED, frame FAILED_VALIDATION
  'task-vanished', // 404 on the task
  'missing-content-location',
  'empty-manifest',
  'null-url',
  'no-expires-in',
  'redirect', // 302 to another host
  'foreign-url', // manifest or Content-Location on a foreign host
  'private-url', // on a private address
  'insecure-url', // http: on an otherwise good storage host
])
export type FaultKind = z.infer<typeof FaultKind>

export const Fault = z.object({
  kind: FaultKind,
  operation: Operation,
  /** How many matching calls meet it; null until disarmed. */
  times: z.number().int().positive().nullable().default(1),
  /** Matching calls let through first. */
  after: z.number().int().min(0).default(0),
  seconds: z.number().min(0).default(1),
})
export type Fault = z.infer<typeof Fault>
export type FaultInput = z.input<typeof Fault>

export const Settings = z.object({
  tokenLifetimeS: z.number().positive(),
  /** Requests per `rateWindowS` and client id. */
  rateLimit: z.number().int().positive(),
  rateWindowS: z.number().positive(),
  signedUrlLifetimeS: z.number().positive(),
  /** How long a task stays RUNNING. */
  ingestionMs: z.number().min(0),
  /** The same for the seeded frame that is still in progress, counted from its first reading. */
  seededIngestionMs: z.number().min(0),
  /** Added to every API answer. */
  latencyMs: z.number().min(0),
})
export type Settings = z.infer<typeof Settings>

export interface RecordedRequest {
  readonly listener: 'api' | 'storage'
  readonly operation: Operation | null
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly bodyLength: number
  readonly status: number
  readonly atMs: number
}

/** What `startSandbox` gives. */
export interface RunningSandbox {
  /** `http://127.0.0.1:PORT` of the fake tenant: API, tenant pages and `/_control`. */
  readonly apiUrl: string
  readonly storageUrl: string
  /** What keys for it carry as `aud`, e.g. `localhost:4310`. */
  readonly host: string
  readonly clientId: string
  readonly clientSecret: string
  readonly sampleKeys: readonly SampleKey[]
  /** Page of an analysis in the tenant's own view. */
  analysisPageUrl(analysisId: string): string
  stop(): Promise<void>
}

export interface SampleKey {
  readonly analysisId: string
  readonly title: string
  readonly key: string
}

/** Fixed ids of the seeded analyses; titles are in the seeds. */
export const SEEDED = {
  mortality: 'ana_CellMort24',
  kinase: 'ana_KinaseSc48',
  troubled: 'ana_TroubledEx',
  large: 'ana_Large3000x',
  mixed: 'ana_Mixed5000x',
  empty: 'ana_NoFrames00',
  inProgress: 'ana_InProgress',
  failed: 'ana_FailedVal1',
  notUploaded: 'ana_NotUpload1',
  threeParts: 'ana_ThreePart1',
  threePartsBare: 'ana_ThreePart2',
  oddTypes: 'ana_OddTypes01',
  zeroRows: 'ana_ZeroRows01',
  manyWells: 'ana_ManyWells1',
  rawPlates: 'ana_RawPlates1',
  potencyRuns: 'ana_PotencyRun',
} as const

export const SANDBOX_DEFAULTS = {
  port: 4310,
  storagePort: 4311,
  clientId: 'halfmax-sandbox-app',
  clientSecret: 'sandbox-secret-not-for-production',
} as const
