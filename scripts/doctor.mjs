/** Examines a configured tenant step by step: npm run doctor -- --tenant HOST [--analysis ID] [--write] */
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureInstalled } from './lib/install.mjs'
import { onSupportedNode } from './lib/runtime.mjs'

await onSupportedNode(import.meta.url, async (args) => {
  await ensureInstalled()
  const { doctor } = await import('../lib/benchling/doctor-command.ts')
  return doctor(args, {
    env: process.env,
    write: (text) => process.stdout.write(text),
    sleep,
    now: () => new Date(),
  })
})
