/**
 * The tables of saved work, one dialect (PostgreSQL) for the embedded database and for a real server.
 * After a change: `npx drizzle-kit generate --config lib/store/drizzle.config.ts`, and commit the SQL.
 */
import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  // The embedded database's driver takes half a second per megabyte of bytes, on the thread that answers; a tenth of it as text.
  toDriver: (bytes) =>
    sql`decode(${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}, 'base64')`,
})

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Unfinished states come first: `queued`, `running`, `waiting`. */
export type PushState = 'queued' | 'running' | 'waiting' | 'done' | 'partly' | 'failed'

/**
 * How far an output is known to have come. The `-ing` ones are written before a call whose answer may be lost:
 * found after a crash, they say "this may have happened, look before repeating".
 */
export type OutputStage =
  'new' | 'creating' | 'created' | 'uploaded' | 'confirming' | 'confirmed' | 'arrived' | 'attached'

export type OutputStatus = 'queued' | 'running' | 'done' | 'failed'

export type StoredOutputKind = 'data-frame' | 'file'

export const pushes = pgTable(
  'pushes',
  {
    id: uuid('id').primaryKey(),
    pushKey: text('push_key').notNull(),
    tenantHost: text('tenant_host').notNull(),
    analysisId: text('analysis_id').notNull(),
    sourceFrameId: text('source_frame_id').notNull(),
    folderId: text('folder_id'),
    by: text('by').notNull(),
    /** Who asked, as the audit trail names them; null for pushes older than the trail. */
    personId: text('person_id'),
    state: text('state').$type<PushState>().notNull(),
    message: text('message'),
    /** While waiting: when it goes on by itself. */
    resumeAt: moment('resume_at'),
    /** Who runs it now, `<process>:<run>`. */
    claim: text('claim'),
    /** The claim counts until then; whoever holds it renews it long before. */
    claimUntil: moment('claim_until'),
    startedAt: moment('started_at')
      .notNull()
      .default(sql`now()`),
    endedAt: moment('ended_at'),
  },
  (table) => [
    // The same bytes for the same analysis are one push, however often the button is pressed.
    uniqueIndex('pushes_push_key').on(table.pushKey),
    index('pushes_analysis').on(table.tenantHost, table.analysisId, table.startedAt),
  ],
)

export const pushOutputs = pgTable(
  'push_outputs',
  {
    pushId: uuid('push_id')
      .notNull()
      .references(() => pushes.id, { onDelete: 'cascade' }),
    outputId: text('output_id').notNull(),
    position: integer('position').notNull(),
    kind: text('kind').$type<StoredOutputKind>().notNull(),
    name: text('name').notNull(),
    fileName: text('file_name').notNull(),
    byteLength: integer('byte_length').notNull(),
    /** Of the bytes, as 64 hex digits: says what was written when they are gone. */
    sha256: text('sha256').notNull(),
    /** Null once attached: from then on Benchling has them, and nothing here needs them again. */
    bytes: bytea('bytes'),
    stage: text('stage').$type<OutputStage>().notNull(),
    status: text('status').$type<OutputStatus>().notNull(),
    message: text('message'),
    remoteId: text('remote_id'),
    taskId: text('task_id'),
    requestId: text('request_id'),
  },
  (table) => [primaryKey({ columns: [table.pushId, table.outputId] })],
)

/** What a push says of its curves, as JSON that `lib/outputs/pushed-state.ts` reads; what the next push is compared with. */
export const pushedStates = pgTable('pushed_states', {
  pushId: uuid('push_id')
    .primaryKey()
    .references(() => pushes.id, { onDelete: 'cascade' }),
  state: text('state').notNull(),
  /** What the curves were fitted by, as a JSON list of lines for the receipt: the whole state is long. */
  settings: text('settings').notNull(),
  /** When it was asked for last: the same outputs asked for again are the push that has them already. */
  askedAt: moment('asked_at')
    .notNull()
    .default(sql`clock_timestamp()`),
})

/** Append-only: one row before and one after every call to the tenant. Never updated, never deleted. */
export const pushSteps = pgTable(
  'push_steps',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    pushId: uuid('push_id')
      .notNull()
      .references(() => pushes.id, { onDelete: 'cascade' }),
    runId: text('run_id').notNull(),
    outputId: text('output_id'),
    step: text('step').notNull(),
    phase: text('phase').$type<'before' | 'after'>().notNull(),
    /** `ok`, or the kind of the failure; null before. */
    outcome: text('outcome'),
    remoteId: text('remote_id'),
    detail: text('detail'),
    at: moment('at')
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (table) => [index('push_steps_push').on(table.pushId, table.id)],
)

/** Objects made at the tenant that no output uses. `remoteId` is null where the answer naming it never came. */
export const pushLeftovers = pgTable('push_leftovers', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  pushId: uuid('push_id')
    .notNull()
    .references(() => pushes.id, { onDelete: 'cascade' }),
  outputId: text('output_id').notNull(),
  kind: text('kind').$type<StoredOutputKind>().notNull(),
  remoteId: text('remote_id'),
  reason: text('reason').notNull(),
  at: moment('at')
    .notNull()
    .default(sql`clock_timestamp()`),
})

/** Frames this dashboard wrote: inputs and outputs share one list at the tenant, so it has to remember. */
export const ownFrames = pgTable(
  'own_frames',
  {
    tenantHost: text('tenant_host').notNull(),
    frameId: text('frame_id').notNull(),
    pushId: uuid('push_id'),
    at: moment('at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.tenantHost, table.frameId] })],
)

/** What the audit trail tells of; `lib/store/audit` says what goes with each. */
export type AuditAction =
  | 'opened'
  | 'open-failed'
  | 'exported'
  | 'export-failed'
  | 'push-asked'
  | 'push-retried'
  | 'pushed'
  | 'push-failed'
  | 'excluded'
  | 'included'
  | 'overrode'
  | 'override-removed'
  | 'approved'
  | 'rejected'
  | 'look-again'
  | 'mark-removed'
  | 'settings-changed'
  | 'refit-asked'
  | 'refitted'
  | 'refit-failed'
  | 'refit-cancelled'
  | 'signed-in'
  | 'sign-in-failed'
  | 'signed-out'
  | 'draft-deleted'
  | 'payload-deleted'
  | 'person-exported'
  | 'person-deleted'

/**
 * The audit trail: append-only (a trigger refuses UPDATE, DELETE and TRUNCATE) and chained: `hash` is over the row and
 * over `previous`, the hash of the row before.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    /** 1, 2, 3, … without a gap. */
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    /** Milliseconds, which is what the hash holds. */
    at: timestamp('at', { withTimezone: true, mode: 'date', precision: 3 }).notNull(),
    personId: text('person_id').notNull(),
    personName: text('person_name').notNull(),
    /** Null where no analysis is concerned, as at a sign-in. */
    tenantHost: text('tenant_host'),
    analysisId: text('analysis_id'),
    action: text('action').$type<AuditAction>().notNull(),
    /** What it was done to: a curve, a well, a frame, a push. */
    subject: text('subject').notNull(),
    /** Canonical JSON, or null where there was or is nothing. */
    before: text('before'),
    after: text('after'),
    reason: text('reason'),
    /** Under which the server's log tells of the same. */
    requestId: text('request_id'),
    previous: text('previous').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [index('audit_entries_analysis').on(table.tenantHost, table.analysisId, table.seq)],
)

/** One row: the end of the chain. Who appends holds it, and a trail cut short does not fit it. */
export const auditHead = pgTable('audit_head', {
  id: integer('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  hash: text('hash').notNull(),
})

/**
 * Work in progress of one person on one frame, as the page writes it (lib/workbench/write-work.ts). `version` counts up with
 * every write; who writes names the version it began from.
 */
export const drafts = pgTable(
  'drafts',
  {
    owner: text('owner').notNull(),
    tenantHost: text('tenant_host').notNull(),
    analysisId: text('analysis_id').notNull(),
    frameId: text('frame_id').notNull(),
    version: integer('version').notNull(),
    work: text('work').notNull(),
    savedAt: moment('saved_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.owner, table.tenantHost, table.analysisId, table.frameId] })],
)

/** When somebody last ended all their sign-ins: a sealed cookie alone cannot be called back. */
export const signOuts = pgTable('sign_outs', {
  personId: text('person_id').primaryKey(),
  atMs: bigint('at_ms', { mode: 'number' }).notNull(),
})

/** The requests to each tenant that its limit counts now, of all processes: one row each, written anew with every take. */
export const tenantCalls = pgTable('tenant_calls', {
  tenantHost: text('tenant_host').primaryKey(),
  /** When they were let through, in milliseconds of the database's clock, oldest first. */
  atMs: bigint('at_ms', { mode: 'number' }).array().notNull(),
  /** How many of the last take were let through. */
  given: integer('given').notNull(),
})

/** Unfinished states come first: `queued`, `running`. */
export type BatchState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** Refits of a whole frame on the server, under the settings of one state of the work. */
export const batches = pgTable(
  'batches',
  {
    id: uuid('id').primaryKey(),
    tenantHost: text('tenant_host').notNull(),
    analysisId: text('analysis_id').notNull(),
    frameId: text('frame_id').notNull(),
    /** Null until the frame was asked for. */
    frameName: text('frame_name'),
    by: text('by').notNull(),
    personId: text('person_id').notNull(),
    /** The work that is fitted, as the page writes it (lib/workbench/write-work.ts), and the title of its policy. */
    work: text('work').notNull(),
    policy: text('policy').notNull(),
    state: text('state').$type<BatchState>().notNull(),
    message: text('message'),
    /** Null until the rows were read for the first time; the digest then says that they are the same ones again. */
    rowCount: integer('row_count'),
    curveCount: integer('curve_count'),
    digest: text('digest'),
    /** First line of the results frame; null until all chunks are there. */
    header: text('header'),
    startedAt: moment('started_at')
      .notNull()
      .default(sql`now()`),
    endedAt: moment('ended_at'),
  },
  (table) => [index('batches_frame').on(table.tenantHost, table.analysisId, table.frameId, table.startedAt)],
)

/** Curves of a batch that are fitted together and kept together: all of them, or none yet. */
export const batchChunks = pgTable(
  'batch_chunks',
  {
    batchId: uuid('batch_id')
      .notNull()
      .references(() => batches.id, { onDelete: 'cascade' }),
    /** 0, 1, 2, … in the order of the curves. */
    position: integer('position').notNull(),
    curveCount: integer('curve_count').notNull(),
    /** Of them fitted so far, by whoever is at work on it. */
    fittedCount: integer('fitted_count').notNull().default(0),
    /** As of a push, `<process>:<run>`. */
    claim: text('claim'),
    claimUntil: moment('claim_until'),
    /** How often it was begun; once, where nobody was killed over it. */
    tries: integer('tries').notNull().default(0),
    /** The fits, packed (lib/batch/packed-fits.ts); null until all are there. */
    fits: bytea('fits'),
    /** How many curves have each verdict, as JSON; null until all are there. */
    verdicts: text('verdicts'),
    /** Their rows of the results frame, gzipped CSV without header; null until every chunk is fitted. */
    rows: bytea('rows'),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.position] })],
)
