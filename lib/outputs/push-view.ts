/** State of a push as the page sees it, shared by the server (fills) and the client (validates, shows). */
import * as z from 'zod/mini'
import { OUTPUT_STEPS } from './output-steps.ts'

export const OutputKind = z.enum(['data-frame', 'file'])
export type OutputKind = z.infer<typeof OutputKind>

/** Frames are checked by the tenant (ingestion), files are confirmed by us: the word differs, the place is the same. */
const OutputStep = z.enum(OUTPUT_STEPS)
export type OutputStep = z.infer<typeof OutputStep>

export const OutputView = z.object({
  id: z.string(),
  kind: OutputKind,
  name: z.string(),
  fileName: z.string(),
  byteLength: z.number(),
  /** SHA-256 of its bytes, as 64 hex digits. */
  sha256: z.string(),
  /** The step that is running, waiting or failed; `attach` with `done` when all is done. */
  step: OutputStep,
  status: z.enum(['queued', 'running', 'done', 'failed']),
  /** One line: "Benchling is checking the rows", or why it failed. */
  message: z.nullable(z.string()),
  remoteId: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
})
export type OutputView = z.infer<typeof OutputView>

export const PushView = z.object({
  pushId: z.string(),
  analysisId: z.string(),
  tenantHost: z.string(),
  folderId: z.nullable(z.string()),
  sourceFrameId: z.string(),
  /** `waiting`: the tenant limits or is down; resumes by itself. `partly`: some arrived, the rest can be retried. */
  state: z.enum(['queued', 'running', 'waiting', 'done', 'partly', 'failed']),
  /** Why it waits or failed as a whole, in words. */
  message: z.nullable(z.string()),
  retryAfterS: z.nullable(z.number()),
  outputs: z.array(OutputView),
  /** SHA-256 over target and every output's name and bytes: the same state gives the same key. */
  pushKey: z.string(),
  /** Objects made remotely that no output uses (an answer was lost after its effect). */
  leftovers: z.array(z.object({ kind: OutputKind, remoteId: z.string() })),
  /** How many more may exist whose answer, and with it their id, never came. */
  unnamedLeftovers: z.optional(z.number()),
  /** What the curves were fitted by, a line each; empty where the push does not know. */
  settings: z.array(z.string()),
  by: z.string(),
  startedAt: z.string(),
  endedAt: z.nullable(z.string()),
  analysisUrl: z.nullable(z.string()),
})
export type PushView = z.infer<typeof PushView>
