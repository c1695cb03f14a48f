/**
 * Two replicas on one PostgreSQL behind a round-robin proxy: people sign in, review, push and have a frame refitted while one
 * replica after the other is killed and started again. Loopback only, some minutes, a stack of its own.
 *
 *   npm run replicas                           next start
 *   npm run replicas -- --standalone           what the Dockerfile makes, put together without an engine
 *   npm run replicas -- --standalone-in DIR    the same, from a folder that has it
 *   npm run replicas -- --image NAME           containers of an image that was built
 */
import { parseArgs } from 'node:util'
import { onSupportedNode } from './lib/runtime.mjs'

const OPTIONS = {
  standalone: { type: 'boolean' },
  'standalone-in': { type: 'string' },
  image: { type: 'string' },
}

await onSupportedNode(import.meta.url, async (args) => {
  const { values } = parseArgs({ args, options: OPTIONS })
  const { ensureInstalled } = await import('./lib/install.mjs')
  await ensureInstalled()
  const { browserEnv, findBrowser } = await import('./lib/browser.mjs')
  Object.assign(process.env, browserEnv(await findBrowser({ isLightFirst: true })))
  const { replicaProgram } = await import('./replicas/replica-programs.mjs')
  const program = await replicaProgram({ ...values, folder: values['standalone-in'] })
  try {
    const { runReplicas } = await import('./replicas/run-replicas.mjs')
    return await runReplicas(program)
  } finally {
    program.forget()
  }
})
