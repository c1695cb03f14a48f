/** Writes docs/configuration.md from the schema of the variables. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './lib/install.mjs'
import { root } from './lib/paths.mjs'
import { onSupportedNode } from './lib/runtime.mjs'

await onSupportedNode(import.meta.url, async () => {
  await ensureInstalled()
  const { configurationReference } = await import('../app/server/configuration.ts')
  writeFileSync(join(root, 'docs/configuration.md'), configurationReference())
  return 0
})
