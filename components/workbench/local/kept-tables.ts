import * as z from 'zod/mini'
import type { ColumnMeta, FrameChunk } from '@/lib/data-frame/types.ts'
import { TableCells } from '@/lib/table-file/table-schema.ts'
import { forgetStored } from '../browser-storage.ts'
import { inDatabase } from './table-database.ts'

/** What of a kept table a list shows. */
const KeptHead = z.object({
  id: z.string().check(z.regex(/^tab_[a-z0-9]{16}$/)),
  name: z.string(),
  /** ISO date and time. */
  keptAt: z.string(),
  rowCount: z.number(),
})

const StoredTable = z.intersection(KeptHead, TableCells)

export type KeptHead = z.infer<typeof KeptHead>

/** A table as this browser keeps it. */
export interface KeptTable extends KeptHead {
  readonly columns: readonly ColumnMeta[]
  readonly chunk: FrameChunk
}

/** Of this visit: they open without a look into storage, and where there is none. */
const open = new Map<string, KeptTable>()

/**
 * Keeps a table for the workbench and for later visits.
 *
 * @returns whether storage took it; else it is there until the page is left
 */
export async function keepTable(table: KeptTable): Promise<boolean> {
  open.set(table.id, table)
  try {
    const { id, name, keptAt, rowCount } = table
    await inDatabase('readwrite', ({ tables, heads }) => {
      tables.put(table)
      return heads.put({ id, name, keptAt, rowCount })
    })
    return true
  } catch {
    // Storage is full or switched off.
    return false
  }
}

/** Null where this browser keeps no such table, or what it kept makes no sense any more. */
export async function findTable(id: string): Promise<KeptTable | null> {
  const known = open.get(id)
  if (known !== undefined) return known
  try {
    const stored = StoredTable.safeParse(await inDatabase('readonly', ({ tables }) => tables.get(id)))
    return stored.success ? stored.data : null
  } catch {
    return null
  }
}

/** Newest first. Empty where storage is switched off. */
export async function listTables(): Promise<readonly KeptHead[]> {
  try {
    const stored: unknown[] = await inDatabase('readonly', ({ heads }) => heads.getAll())
    return stored
      .flatMap((head) => KeptHead.safeParse(head).data ?? [])
      .toSorted((a, b) => b.keptAt.localeCompare(a.keptAt))
  } catch {
    return []
  }
}

/** Takes a table and all work on it out of this browser. */
export async function removeTable(id: string): Promise<void> {
  open.delete(id)
  forgetStored(id)
  try {
    await inDatabase('readwrite', ({ tables, heads }) => {
      tables.delete(id)
      return heads.delete(id)
    })
  } catch {
    // Storage is switched off: nothing is kept there.
  }
}

/** Random, so that an address says nothing of the table. */
export function newTableId(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  const random = crypto.getRandomValues(new Uint8Array(16))
  return `tab_${Array.from(random, (byte) => letters[byte % letters.length]).join('')}`
}
