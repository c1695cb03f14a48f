import 'server-only'
import * as z from 'zod'
import type { Work } from '../../workbench/types.ts'
import { parseSavedWork } from '../../workbench/saved-work.ts'

const Columns = z.looseObject({ columns: z.array(z.string()).max(10_000) })

/** Headers of the columns of saved work. Throws where it is none. */
export function headersOf(text: string): readonly string[] {
  return Columns.parse(JSON.parse(text)).columns
}

/** The work in a draft, by the columns it names itself; null where it is none that this version can read. */
export function workOf(text: string): Work | null {
  try {
    const { columns } = Columns.parse(JSON.parse(text))
    const parsed = parseSavedWork(
      text,
      columns.map((displayName) => ({ displayName, typeName: 'String' })),
    )
    return parsed.ok ? parsed.value : null
  } catch {
    return null
  }
}
