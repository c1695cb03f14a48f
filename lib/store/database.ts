import type { PGlite } from '@electric-sql/pglite'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Pool } from 'pg'
import type { DatabaseKind } from './database-kind.ts'
import type * as schema from './schema.ts'

/** The tables, wherever they are: what is written against it runs on both. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>

/** `embedded`: PostgreSQL as WebAssembly in this process, one session; `server`: a pool of sessions. */
export type Connection =
  | { readonly kind: 'embedded'; readonly client: PGlite }
  | { readonly kind: 'server'; readonly pool: Pool; readonly database: DatabaseKind }

export interface OpenedDatabase {
  readonly db: Database
  readonly connection: Connection
}
