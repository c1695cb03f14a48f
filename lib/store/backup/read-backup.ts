import 'server-only'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual } from 'node:util'
import { createGunzip } from 'node:zlib'
import { err, ok, type Result } from '../../result.ts'
import { Foot, Head, RowLine, TABLE_NAMES } from './format.ts'

/** The lines of a backup as text, in order. Throws what the file or its compression throws. */
export async function* backupLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const plain = source.pipe(createGunzip())
  source.once('error', (cause) => plain.destroy(cause))
  yield* createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })
}

/**
 * Reads a backup to its end before anything is made of it.
 *
 * @returns its head and foot, or in words why it is no whole backup
 */
export async function checkBackup(file: string): Promise<Result<{ head: Head; foot: Foot }, string>> {
  try {
    return await check(backupLines(file))
  } catch (cause) {
    return err(
      `The file cannot be read as a backup: ${cause instanceof Error ? cause.message : String(cause)}.`,
    )
  }
}

async function check(lines: AsyncIterable<string>): Promise<Result<{ head: Head; foot: Foot }, string>> {
  const hash = createHash('sha256')
  const rows: Record<string, number> = Object.fromEntries(TABLE_NAMES.map((name) => [name, 0]))
  let head: Head | null = null
  let foot: Foot | null = null
  for await (const line of lines) {
    if (foot !== null) return err('Something follows the end of the backup.')
    const value: unknown = JSON.parse(line)
    if (head === null) {
      const parsed = Head.safeParse(value)
      if (!parsed.success) return err('The file is no backup of Halfmax, or one of a newer version.')
      head = parsed.data
    } else {
      const row = RowLine.safeParse(value)
      if (row.success && TABLE_NAMES.includes(row.data.table))
        rows[row.data.table] = (rows[row.data.table] ?? 0) + 1
      else if (row.success)
        return err(`The backup holds a table that this version does not know: ${row.data.table}.`)
      else foot = Foot.parse(value)
    }
    if (foot === null) hash.update(`${line}\n`)
  }
  if (head === null || foot === null) return err('The backup ends before its end: it is not whole.')
  if (foot.sha256 !== hash.digest('hex') || !isDeepStrictEqual({ ...rows, ...foot.rows }, rows)) {
    return err('The backup is not what was written: its checksum differs.')
  }
  return ok({ head, foot })
}
