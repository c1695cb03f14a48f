import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { CONFIGURATION, configurationReference, INTERNAL_VARIABLES } from './configuration.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const described = Object.values(CONFIGURATION).flatMap(({ shape }) => Object.keys(shape))

/** Names as the code reads them, apart from what only tests and their runner set. */
function namesInCode(): Set<string> {
  const files = [
    ...['proxy.ts', 'instrumentation.ts', 'next.config.mjs'],
    ...['app', 'lib', 'scripts/lib', 'scripts/start.mjs'].flatMap((part) =>
      part.endsWith('.mjs')
        ? [part]
        : readdirSync(join(root, part), { recursive: true, encoding: 'utf8' }).map((name) =>
            join(part, name),
          ),
    ),
  ].filter(
    (name) =>
      /\.(ts|tsx|mjs)$/.test(name) && !/\.test\.|testing|sandbox\/|lib\/[a-z-]*browser\.mjs/.test(name),
  )
  const found = files.flatMap((name) => [
    ...readFileSync(join(root, name), 'utf8').matchAll(/\b(?:HALFMAX_[A-Z_]+|DATABASE_URL|APP_URL)\b/g),
  ])
  return new Set(found.map(([name]) => name))
}

it('describes every variable the code reads', () => {
  const known = new Set([...described, ...INTERNAL_VARIABLES])
  expect([...namesInCode()].filter((name) => !known.has(name))).toEqual([])
})

it('describes none that the code does not read', () => {
  const used = namesInCode()
  const foreign = new Set(['PORT', 'HOSTNAME'])
  expect(described.filter((name) => !used.has(name) && !foreign.has(name))).toEqual([])
})

it('is the reference in docs/configuration.md: run `npm run configuration`', () => {
  expect(readFileSync(join(root, 'docs/configuration.md'), 'utf8')).toBe(configurationReference())
})
