import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskFull, isDiskFull } from './disk.mjs'
import { fingerprint, readStamp } from './fingerprint.mjs'
import { root } from './paths.mjs'
import { runNode } from './processes.mjs'
import { Refusal, say, tail } from './say.mjs'

export const nextProgram = join(root, 'node_modules/next/dist/bin/next')

const stampFile = join(root, '.next/halfmax-build')

/** What `next build` reads. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'docs/guide',
  'public',
  'types',
  'next.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]

/**
 * Builds the app where its sources or the lock file changed since the last build. Throws a Refusal.
 *
 * @returns {Promise<{ isNew: boolean, output: string }>}
 */
export async function ensureBuilt() {
  const wanted = sourcesFingerprint()
  if (readStamp(stampFile) === wanted) return { isNew: false, output: '' }
  say('Building the app (half a minute or so) …')
  const { code, output } = await runNode([nextProgram, 'build'], { env: nextEnv('production') })
  if (code === 0) {
    mkdirSync(join(root, '.next'), { recursive: true })
    writeFileSync(stampFile, `${wanted}\n`)
    return { isNew: true, output }
  }
  if (isDiskFull(output)) throw diskFull('building the app')
  throw new Refusal('The build failed:', [`\n${tail(output, 60)}\n`])
}

/**
 * In production the app ends the process itself, after the push queue and the database have closed: Next's own handler
 * exits as soon as its listener is closed and leaves the database to crash recovery. In development Next needs its own.
 *
 * @returns {NodeJS.ProcessEnv} our environment as Next gets it.
 */
export function nextEnv(mode, extra = {}) {
  const signals = mode === 'production' ? { NEXT_MANUAL_SIG_HANDLE: '1' } : {}
  return { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: mode, ...signals, ...extra }
}

function sourcesFingerprint() {
  return fingerprint(SOURCES, (name) => /\.test\.tsx?$|\/README\.md$|\/fixtures\//.test(name))
}
