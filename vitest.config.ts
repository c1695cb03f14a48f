import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** These run twice: on the embedded database with the others, and on a PostgreSQL server. */
const ON_POSTGRES = [
  'lib/store/**/*.test.ts',
  'lib/push/{queue,run-push,resume-rules,kill-table,shared-limit,database-kinds}.test.ts',
  'lib/batch/queue.test.ts',
]

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  resolve: {
    alias: {
      '@': root.replace(/\/$/, ''),
      // The marker package throws outside React's server bundle; unit tests are that outside.
      'server-only': fileURLToPath(new URL('./types/server-only-stub.ts', import.meta.url)),
    },
  },
  test: {
    environment: 'node',
    // A net under a test that hangs; a busy machine is several times slower than an idle one.
    testTimeout: 60_000,
    // Left alone it keeps one core free; the longest file waits for most of its time.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        extends: true,
        // Modules are loaded once per worker, not once per file: with so many small files that was over half of the time.
        // It needs modules that keep nothing between tests, which is what `lib` and `components` are made of.
        test: { name: 'shared', isolate: false, include: ['{components,lib,scripts}/**/*.test.{ts,tsx}'] },
      },
      ...(process.env['HALFMAX_SKIP_POSTGRES'] === '1'
        ? []
        : [
            {
              extends: true as const,
              test: {
                name: 'postgres',
                isolate: false,
                include: ON_POSTGRES,
                globalSetup: 'lib/store/testing/start-postgres.ts',
              },
            },
          ]),
      {
        extends: true,
        // These put other modules in the place of some.
        test: { name: 'alone', include: ['app/**/*.test.{ts,tsx}'] },
      },
    ],
  },
})
