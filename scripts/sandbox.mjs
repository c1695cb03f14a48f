import { rmSync } from 'node:fs'
import { claimSandboxFolder } from './lib/data-folder.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { onStopRequest, stopNode } from './lib/processes.mjs'
import { onSupportedNode } from './lib/runtime.mjs'
import { saySampleKeys, startSandbox } from './lib/sandbox.mjs'
import { say } from './lib/say.mjs'

await onSupportedNode(import.meta.url, async (args) => {
  await ensureInstalled()
  const folder = claimSandboxFolder()
  if (args.includes('--reset')) {
    rmSync(folder, { recursive: true, force: true })
    say('The sandbox tenant is back to its samples: everything pushed to it is gone.')
    return 0
  }
  return runSandbox(folder)
})

async function runSandbox(folder) {
  const { child, ready } = await startSandbox({ folder })
  say(`\n  Sandbox tenant at ${ready.apiUrl} (keys name it ${ready.host}), storage at ${ready.storageUrl}`)
  say(`  client id ${ready.clientId}, secret ${ready.clientSecret}\n`)
  saySampleKeys(ready, ready.sampleKeys.length)
  say('\n  Ctrl-C stops it; npm run sandbox:reset takes it back to its samples.\n')
  const asked = new Promise((resolve) => onStopRequest(() => resolve(0)))
  const code = await Promise.race([asked, child.exited.then(() => 1)])
  await stopNode(child)
  return code
}
