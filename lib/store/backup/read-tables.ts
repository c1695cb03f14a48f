import 'server-only'
import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '../open-store.ts'

/** How many migrations the tables have seen. */
export async function levelOf(db: Pick<Database, 'select'>): Promise<number> {
  const [row] = await db
    .select({ level: sql<number>`count(*)::int` })
    .from(sql`drizzle.__drizzle_migrations as applied`)
  return row?.level ?? 0
}

/** Rows of a table in order, each as the text of a JSON object. */
export async function rowsOf(
  db: Pick<Database, 'select'>,
  read: {
    readonly name: string
    readonly columns: SQL
    /** Left away, all of them. */
    readonly where?: SQL
    readonly offset: number
    readonly limit: number
  },
): Promise<readonly string[]> {
  const { name, columns, where = sql`true`, offset, limit } = read
  const rows = await db
    .select({ row: sql<string>`row_to_json(one)::text` })
    .from(
      sql`(select * from ${sql.identifier(name)} where ${where} order by ${columns} limit ${limit} offset ${offset}) as one`,
    )
  return rows.map(({ row }) => row)
}

/** Whether a table holds nothing. */
export async function isEmpty(db: Pick<Database, 'select'>, name: string): Promise<boolean> {
  const rows = await db
    .select({ one: sql`1` })
    .from(sql`(select 1 from ${sql.identifier(name)} limit 1) as one`)
  return rows.length === 0
}
