/**
 * Two replicas on one PostgreSQL behind a round-robin proxy: people sign in, review and push through it while one replica
 * after the other is killed and started again. Loopback only, some minutes, a stack of its own.
 *
 *   npm run replicas
 */
import { onSupportedNode } from './lib/runtime.mjs'

await onSupportedNode(import.meta.url, async () => {
  const { ensureInstalled } = await import('./lib/install.mjs')
  await ensureInstalled()
  const { ensureBuilt } = await import('./lib/build.mjs')
  await ensureBuilt()
  const { browserEnv, findBrowser } = await import('./lib/browser.mjs')
  Object.assign(process.env, browserEnv(await findBrowser({ isLightFirst: true })))
  const { runReplicas } = await import('./replicas/run-replicas.mjs')
  return runReplicas()
})
