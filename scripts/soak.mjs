/**
 * Soak: people who open analyses, save drafts and push, for a while, against the sandbox; whether the server's memory stays
 * as it is. Loopback only, bounded, a stack of its own.
 *
 *   npm run soak                      20 minutes
 *   npm run soak -- --minutes 60      longer
 */
import { parseArgs } from 'node:util'
import { onSupportedNode } from './lib/runtime.mjs'
import { Refusal } from './lib/say.mjs'

await onSupportedNode(import.meta.url, async (args) => {
  const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: '20' } } })
  const minutes = Number(values.minutes)
  if (!(minutes >= 5 && minutes <= 240)) {
    throw new Refusal(`"${values.minutes}" is no number of minutes from 5 to 240.`)
  }
  const { ensureInstalled } = await import('./lib/install.mjs')
  await ensureInstalled()
  const { ensureBuilt } = await import('./lib/build.mjs')
  await ensureBuilt()
  const { runSoak } = await import('./load/run-soak.mjs')
  return runSoak(minutes)
})
