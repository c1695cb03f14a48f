/**
 * A frame of 150 MB, as large as Benchling takes one, exported while others work: the server's memory and what the others
 * notice. Loopback only, bounded, a stack of its own.
 *
 *   npm run load:export
 */
import { onSupportedNode } from './lib/runtime.mjs'

await onSupportedNode(import.meta.url, async () => {
  const { ensureInstalled } = await import('./lib/install.mjs')
  await ensureInstalled()
  const { ensureBuilt } = await import('./lib/build.mjs')
  await ensureBuilt()
  const { runLargeExport } = await import('./load/run-large-export.mjs')
  return runLargeExport()
})
