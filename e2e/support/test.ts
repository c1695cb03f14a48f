import { test as base } from 'playwright/test'
import { ConsoleGuard } from './console-guard.ts'
import { slowDown } from './slow-machine.ts'
import { startStack, type Stack } from './stack.ts'

export { expect } from 'playwright/test'

interface TestFixtures {
  /** `fresh`: the app starts every test with an empty data folder (some seconds each). */
  isolation: 'shared' | 'fresh'
  /** Fails the test on an unexpected console error; `errors.allow(/…/)` for one it provokes. */
  errors: ConsoleGuard
  /** Sandbox at its seeds and settings, no fault armed, no request recorded. */
  calmSandbox: void
  /** `HALFMAX_SLOW=6`: six times slower pages, workers that wait; finds tests that pass by being fast. */
  slowMachine: void
}

const slowRate = Number(process.env['HALFMAX_SLOW'] ?? 1)

interface WorkerFixtures {
  stack: Stack
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  isolation: ['shared', { option: true }],

  stack: [
    // Playwright reads what a fixture depends on from its first parameter, which must be a pattern.
    async ({}, use, workerInfo) => {
      const stack = await startStack(`stack-${workerInfo.parallelIndex}`)
      await use(stack)
      await stack.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  baseURL: async ({ stack }, use) => use(stack.appUrl),

  calmSandbox: [
    async ({ stack, isolation }, use) => {
      await stack.sandbox.disarm()
      await stack.sandbox.reset()
      if (isolation === 'fresh') await stack.freshApp()
      await stack.sandbox.clearRequests()
      await use()
    },
    { auto: true },
  ],

  slowMachine: [
    async ({ context }, use) => {
      if (slowRate > 1) await slowDown(context, slowRate)
      await use()
    },
    { auto: true },
  ],

  errors: [
    async ({ context }, use) => {
      const guard = new ConsoleGuard(context)
      await use(guard)
      const unexpected = guard.unexpected()
      if (unexpected.length > 0) throw new Error(`unexpected console errors:\n${unexpected.join('\n')}`)
    },
    { auto: true },
  ],
})
