import 'server-only'
import { fromPglite, PgBoss, type ConstructorOptions } from 'pg-boss'
import type { Store } from './open-store.ts'

/** The queue of jobs inside the store's database, started; pushes and refits have a name of their own in it. */
export async function openJobQueue(store: Store, onError: (error: unknown) => void): Promise<PgBoss> {
  const boss = new PgBoss({ ...backendOf(store), schedule: false, registerInstance: false })
  boss.on('error', onError)
  await boss.start()
  return boss
}

function backendOf({ connection }: Store): Pick<ConstructorOptions, 'db' | 'backend'> {
  if (connection.kind === 'embedded') return { db: fromPglite(connection.client), backend: 'pglite' }
  const { pool, database } = connection
  return { db: { executeSql: (text, values) => pool.query(text, values) }, backend: database }
}
