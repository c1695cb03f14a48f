import * as z from 'zod'

/** What stands behind `DATABASE_URL`, for the job queue has its own ways with some that only speak like PostgreSQL. */
export const DatabaseKind = z.enum(['postgres', 'citus', 'cockroachdb', 'yugabytedb'])
export type DatabaseKind = z.infer<typeof DatabaseKind>

/** These may not have the lock by which replicas that start together take turns at the tables. */
export function hasAdvisoryLocks(kind: DatabaseKind): boolean {
  return kind === 'postgres' || kind === 'citus'
}

/** Where the database is, as `openStore` takes it. */
export function databaseOf(env: Readonly<Record<string, string | undefined>>): {
  readonly databaseUrl: string | undefined
  readonly databaseKind: string | undefined
} {
  return { databaseUrl: env['DATABASE_URL']?.trim(), databaseKind: env['HALFMAX_DATABASE_KIND']?.trim() }
}
