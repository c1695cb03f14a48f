/**
 * Figures: each part of `scripts/bench` in order, as a program of its own that prints what it measured.
 *
 *   npm run bench           all parts
 *   npm run bench -- fit    those whose file name says fit
 */
import { readdirSync } from 'node:fs'
import { cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { browserEnv, findBrowser } from './lib/browser.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { root } from './lib/paths.mjs'
import { runNode } from './lib/processes.mjs'
import { onSupportedNode } from './lib/runtime.mjs'
import { Refusal, say } from './lib/say.mjs'

const folder = join(root, 'scripts/bench')

/** Parts that drive the built app in a browser. */
const IN_BROWSER = new Set([
  'drag.bench.mjs',
  'grid.bench.mjs',
  'key-to-plot.bench.mjs',
  'large.bench.mjs',
  'pool.bench.mjs',
])

await onSupportedNode(import.meta.url, async ([filter = '']) => {
  const parts = readdirSync(folder)
    .filter((name) => name.endsWith('.bench.mjs') && name.includes(filter))
    .toSorted()
  if (parts.length === 0) throw new Refusal(`No part of the benchmark is called "${filter}".`)
  await ensureInstalled()
  say(machine())
  let code = 0
  for (const part of parts) {
    say(`\n## ${part.replace('.bench.mjs', '')}\n`)
    const env = { ...process.env, ...(IN_BROWSER.has(part) ? await browserReady() : {}) }
    code = Math.max(code, (await runNode([join(folder, part)], { env, echo: true })).code)
  }
  return code
})

function machine() {
  const [cpu] = cpus()
  const memoryGb = Math.round(totalmem() / 1e9)
  const system = `${platform()} ${release()}`
  return `Node ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${memoryGb} GB, ${system}`
}

async function browserReady() {
  await ensureBuilt()
  const browser = await findBrowser()
  say(`in ${browser.name}`)
  return browserEnv(browser)
}
