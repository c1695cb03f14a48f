import 'server-only'
import { getTableName } from 'drizzle-orm'
import * as z from 'zod'
import {
  auditEntries,
  auditHead,
  batchChunks,
  batches,
  drafts,
  ownFrames,
  pushedStates,
  pushes,
  pushLeftovers,
  pushOutputs,
  pushSteps,
  signOuts,
  tenantCalls,
} from '../schema.ts'

/**
 * A backup is gzipped lines of JSON: a head, one line per row as the database itself writes it (so that it goes into an
 * embedded database and into a server alike), and a foot that says how many rows there are and what they hash to.
 */
const FORMAT = 'halfmax-backup'

/** Every table of ours, referenced ones first, with the columns that order it and how many rows fit into one read. */
export const TABLES = [
  { table: pushes, order: ['id'], page: 500 },
  // Each row may hold many megabytes.
  { table: pushOutputs, order: ['push_id', 'output_id'], page: 1 },
  // A state of thousands of curves is a megabyte or more.
  { table: pushedStates, order: ['push_id'], page: 20 },
  { table: pushSteps, order: ['id'], page: 500, serial: 'id' },
  { table: pushLeftovers, order: ['id'], page: 500, serial: 'id' },
  { table: ownFrames, order: ['tenant_host', 'frame_id'], page: 500 },
  { table: auditEntries, order: ['seq'], page: 500 },
  { table: auditHead, order: ['id'], page: 1 },
  { table: drafts, order: ['owner', 'tenant_host', 'analysis_id', 'frame_id'], page: 20 },
  { table: batches, order: ['id'], page: 20 },
  // Some thousand fits each.
  { table: batchChunks, order: ['batch_id', 'position'], page: 1 },
  { table: signOuts, order: ['person_id'], page: 500 },
  // Of no use to whoever restores it, and of no harm: what it counts is over by then.
  { table: tenantCalls, order: ['tenant_host'], page: 500 },
].map((entry) => ({ serial: null, ...entry, name: getTableName(entry.table) }))

export const TABLE_NAMES: readonly string[] = TABLES.map(({ name }) => name)

export const Head = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  /** How many migrations the tables had seen. */
  level: z.int().positive(),
  at: z.string(),
})
export type Head = z.infer<typeof Head>

/** `row` is the row's JSON as text. */
export const RowLine = z.object({ table: z.string(), row: z.string() })
export type RowLine = z.infer<typeof RowLine>

/** `sha256` is over every line before it, each with its line feed. */
export const Foot = z.object({ rows: z.record(z.string(), z.int()), sha256: z.string() })
export type Foot = z.infer<typeof Foot>

export function makeHead(level: number, at: Date): Head {
  return { format: FORMAT, version: 1, level, at: at.toISOString() }
}
