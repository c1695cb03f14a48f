/**
 * Load: people who open an analysis, export its frame and push a result, all at once, against the sandbox with the request
 * limit of a real tenant (300 in 30 s). Loopback only, bounded, a stack of its own.
 *
 *   npm run load              200 people
 *   npm run load -- 50        fewer
 */
import { onSupportedNode } from './lib/runtime.mjs'
import { Refusal } from './lib/say.mjs'

await onSupportedNode(import.meta.url, async ([count = '200']) => {
  const people = Number(count)
  if (!Number.isInteger(people) || people < 1 || people > 1000) {
    throw new Refusal(`"${count}" is no number of people from 1 to 1000.`)
  }
  const { ensureInstalled } = await import('./lib/install.mjs')
  await ensureInstalled()
  const { ensureBuilt } = await import('./lib/build.mjs')
  await ensureBuilt()
  const { runLoad } = await import('./load/run-load.mjs')
  return runLoad(people)
})
