import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { FUNCTION_NAMES } from './functions.ts'
import { parseEquation } from './parse-equation.ts'

const root = new URL('../../../', import.meta.url)
const text = readFileSync(new URL('docs/equations.md', root), 'utf8')

it('documents every function', () => {
  for (const name of FUNCTION_NAMES) expect(text).toMatch(new RegExp(`\`${name}(?:\\(a, b\\))?\``, 'u'))
})

it('gives an example that is an equation', () => {
  const [, example = ''] = /written down: `([^`]+)`/u.exec(text) ?? []
  expect(parseEquation(example)).toMatchObject({ ok: true })
})

it('is loaded by no one who does not fit an equation', () => {
  const files = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: root }).filter(
    (file) => !file.includes('.test.') && !file.startsWith('lib/fit/equation/'),
  )
  expect(files.length).toBeGreaterThan(100)
  const careless = files.filter((file) =>
    /^import (?!type )[^;]*?['"][^'"]*(?:\/equation\/|jsep)/mu.test(
      readFileSync(new URL(file, root), 'utf8'),
    ),
  )
  expect(careless).toEqual([])
})
