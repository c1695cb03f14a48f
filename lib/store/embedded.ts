import 'server-only'
import type { OpenedDatabase } from './database.ts'
import * as schema from './schema.ts'

/** Opens PGlite in a folder of its own and brings its tables up to date. Whoever calls holds the folder's lock. Throws. */
export async function openEmbedded(databaseDir: string, migrationsDir: string): Promise<OpenedDatabase> {
  // Imported here: with a database server nobody pays for 27 MB of WebAssembly.
  const [{ PGlite }, { drizzle }, { migrate }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
    import('drizzle-orm/pglite/migrator'),
  ])
  const client = await PGlite.create(databaseDir)
  const db = drizzle(client, { schema })
  await migrate(db, { migrationsFolder: migrationsDir })
  return { db, connection: { kind: 'embedded', client } }
}
