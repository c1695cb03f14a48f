/**
 * Set-up of the test project `postgres`: a real PostgreSQL server for the length of the run. Where it cannot start, the run
 * fails with the reason; `HALFMAX_SKIP_POSTGRES=1` leaves these tests out.
 */
import type { TestProject } from 'vitest/node'
import { startPostgresServer } from './postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server, without a database; absent where tests use the embedded one. */
    postgresUrl: string
  }
}

export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgresServer().catch((cause: unknown) => {
    const words = cause instanceof Error ? cause.message : String(cause)
    throw new Error(
      `The store was not tested on PostgreSQL. ${words}\nHALFMAX_SKIP_POSTGRES=1 leaves these tests out.`,
      { cause },
    )
  })
  project.provide('postgresUrl', server.url)
  return server.stop
}
