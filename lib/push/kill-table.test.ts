import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from '../store/open-store.ts'
import { pushesOfAnalysis } from '../store/pushes.ts'
import { makeTestDatabase, openTestStore, testDatabaseUrl } from '../store/testing/test-store.ts'
import { readPush } from './read-push.ts'
import { readTenant } from './testing/kept-tenant.ts'

/** Forty processes, one after the other, on each database: minutes. The other tests of this folder kill at some steps. */
const isAsked = process.env['HALFMAX_KILL_TABLE'] === '1'

const HEAD = `<!-- Written by \`HALFMAX_KILL_TABLE=1 npx vitest run kill-table -u\`, which fails where the two databases differ. -->

# A server killed at every call of a push

A push of three outputs (two frames, a file). At the call of the line the process ends itself by SIGKILL, before the call
reaches Benchling or after it took effect and before its answer is read. Another process then opens the store and goes on.

| Call | Name | Killed | Ends | Attached | Attached twice | Lost | Left over, by id | Left over, unnamed |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
`

let dir: string

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'halfmax-kill-'))
  await makeTestDatabase(dir)
}, 60_000)

afterAll(() => rmSync(dir, { recursive: true, force: true }))

const tenantFile = (mark: string) => join(dir, `${mark}.json`)

/** Runs a process that dies at a call, or (call 0) goes on to the end. @returns the call it died at, or '' */
async function run(mark: string, call: number, when = 'before'): Promise<string> {
  const flags = ['--conditions=react-server', '--no-warnings', 'lib/push/testing/die-at-call.ts']
  const child = spawn(process.execPath, [...flags, dir, tenantFile(mark), mark, String(call), when], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: testDatabaseUrl(dir) },
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  if (signal === 'SIGKILL') return said.trim()
  if (code !== 0) throw new Error(`the process ended with ${code}`)
  return ''
}

async function line(
  store: Store,
  mark: string,
  at: { call: number; name: string; when: string },
): Promise<string> {
  const target = { tenantHost: 'acme.benchling.com', analysisId: 'ana_Test1234', limit: 1000 }
  const views = await Promise.all(
    (await pushesOfAnalysis(store.db, target)).map(({ id }) => readPush(store.db, id, () => null)),
  )
  const push = views.find((view) => view?.outputs[0]?.name.endsWith(` ${mark}`))
  if (!push) throw new Error(`no push ${mark}`)
  const { attached, objects } = readTenant(tenantFile(mark))
  const unnamed = push.unnamedLeftovers ?? 0
  const wanted = push.outputs.map(({ name }) => name)
  const names = attached.map((id) => objects.find((object) => object.id === id)?.name)
  const twice = names.length - new Set(names).size
  const lost = wanted.filter((name) => !names.includes(name)).length
  expect({ mark, state: push.state, twice, lost }).toEqual({ mark, state: 'done', twice: 0, lost: 0 })
  // Whatever was made and is not attached is on the list, by its id or as one whose name never came.
  expect(objects.length - attached.length).toBeLessThanOrEqual(push.leftovers.length + unnamed)
  const cells = [
    at.call,
    at.name,
    at.when,
    push.state,
    attached.length,
    twice,
    lost,
    push.leftovers.length,
    unnamed,
  ]
  return `| ${cells.join(' | ')} |\n`
}

it.runIf(isAsked)('ends every push whole, wherever it was killed', { timeout: 1_200_000 }, async () => {
  const died: { mark: string; call: number; name: string; when: string }[] = []
  for (let call = 1; ; call++) {
    const before = { mark: `call-${call}-before`, call, when: 'before', name: '' }
    before.name = await run(before.mark, call, 'before')
    if (before.name === '') break
    const after = { ...before, mark: `call-${call}-after`, when: 'after' }
    await run(after.mark, call, 'after')
    died.push(before, after)
  }
  for (const { mark } of died) expect(await run(mark, 0)).toBe('')
  const store = await openTestStore(dir)
  const lines: string[] = []
  for (const { mark, ...at } of died) lines.push(await line(store, mark, at))
  await store.close()
  await expect(`${HEAD}${lines.join('')}`).toMatchFileSnapshot('../../docs/kill-table.md')
})
