import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { HeadlessRequest } from './request-schema.ts'
import { EffectResult, FitResult, HeadlessResult, ParameterResult } from './result-schema.ts'

// Programs of their own, on a machine that may be busy with all the other tests.
vi.setConfig({ testTimeout: 60_000 })

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = readFileSync(new URL('../../docs/headless.md', import.meta.url), 'utf8')

/** Each command with the exit code that its comment promises, 0 without one. */
const examples = Array.from(text.matchAll(/```sh\n(.*?)\n```/gs), ([, block = '']) => ({
  command: block.replace(/\s+#.*$/, ''),
  code: Number(/# exits with (\d)/.exec(block)?.[1] ?? 0),
}))

/** The program as npm would start it, on the Node of the tests. */
function runInShell(command: string): Promise<{ code: number | null; stdout: string }> {
  const program = command.replace('npm run --silent fit --', `"${process.execPath}" scripts/fit.mjs`)
  return new Promise((resolve) => {
    const child = spawn(program, { cwd: root, shell: true })
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece))
    child.stderr.resume()
    child.once('close', (code) => resolve({ code, stdout }))
  })
}

describe('docs/headless.md', () => {
  it.each(examples)('runs: $command', async ({ command, code }) => {
    expect(command).toMatch(/^npm run --silent fit -- /)
    const run = await runInShell(command)
    expect(run.code).toBe(code)
    const lines = run.stdout.trimEnd().split('\n')
    if (command.includes('--jsonl')) {
      const results = lines.map((line) => HeadlessResult.parse(JSON.parse(line)))
      expect(results.map(({ status }) => status)).toEqual(['converged', 'converged', 'invalid', 'converged'])
    } else {
      expect(lines.length).toBeGreaterThan(1)
      expect(lines[0]).toMatch(/^cell,hours,fit_function,IC50,/)
    }
  })

  it('has an example of each command', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3)
    expect(examples.some(({ command }) => command.includes('--jsonl'))).toBe(true)
  })

  const fieldsOf = (prefix: string, schema: { shape: object }) =>
    Object.keys(schema.shape).map((name) => `${prefix}${name}`)

  it.each([
    ...fieldsOf('', HeadlessRequest),
    ...fieldsOf('', FitResult),
    ...fieldsOf('parameters[].', ParameterResult),
    ...fieldsOf('effects[].', EffectResult),
  ])('describes %s', (field) => {
    const rows = text.split('\n').filter((line) => line.startsWith('|'))
    const [area, name] = field.includes('[].') ? field.split('[].') : [null, field]
    const ofArea = rows.filter((row) => area === null || row.startsWith(`| \`${area}[].`))
    expect(ofArea.some((row) => row.includes(`\`${name}\``) || row.includes(`[].${name}\``))).toBe(true)
  })
})
