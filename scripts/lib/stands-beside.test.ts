import { readFileSync } from 'node:fs'
import { dirname, join, matchesGlob, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { STANDS_BESIDE } from './stands-beside.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const IMPORTS =
  /^(?:import|export)\s+(?!type\b)[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm

/** Every file that a file loads, and the folder of every package, with what these depend on. */
function loaded(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found
  found.add(file)
  for (const [, ...names] of readFileSync(file, 'utf8').matchAll(IMPORTS)) {
    const name = names.find((one) => one !== undefined) ?? ''
    if (name.startsWith('.')) loaded(join(dirname(file), name), found)
    else if (!name.startsWith('node:')) addPackage(name, found)
  }
  return found
}

function addPackage(name: string, found: Set<string>): void {
  const file = join(root, 'node_modules', name, 'package.json')
  if (found.has(file)) return
  found.add(file)
  const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as { dependencies?: object }
  for (const inner of Object.keys(dependencies)) addPackage(inner, found)
}

it.each(['lib/batch/table-thread.ts', 'lib/batch/fit-thread.ts'])(
  'all that %s loads is taken along',
  (thread) => {
    const files = [...loaded(join(root, thread))].map((file) => `./${relative(root, file)}`)
    expect(files.length).toBeGreaterThan(50)
    expect(files.filter((file) => !STANDS_BESIDE.some((glob) => matchesGlob(file, glob)))).toEqual([])
  },
)
