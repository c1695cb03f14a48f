/**
 * Builds what the Dockerfile builds, without a container engine, and runs it as a container would: another user, read-only
 * files, an empty environment. Linux; the walls are bubblewrap's (`bwrap`) where it is installed.
 *
 *   npm run image:check
 */
import { onSupportedNode } from './lib/runtime.mjs'

await onSupportedNode(import.meta.url, async () => {
  const { ensureInstalled } = await import('./lib/install.mjs')
  await ensureInstalled()
  const { checkImage } = await import('./image/check-image.mjs')
  return checkImage()
})
