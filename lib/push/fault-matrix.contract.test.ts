import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contractWorld, readAll, type ContractWorld } from '../benchling/testing/contract-world.ts'
import { toProblem } from '../benchling/words.ts'
import type { PushView } from '../outputs/push-view.ts'
import { SEEDED, type RunningSandbox } from '../sandbox/control.ts'
import { startSandbox } from '../sandbox/start.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { PACING } from './pacing.ts'
import { readPush } from './read-push.ts'
import { retryPush } from './retry-push.ts'
import { runPush } from './run-push.ts'
import { startPush } from './start-push.ts'
import { EXPORT_CALLS, faultCells, faultOf, PUSH_CALLS, type FaultCell } from './testing/fault-cells.ts'
import { sampleOutputs } from './testing/sample-outputs.ts'

const dir = mkdtempSync(join(tmpdir(), 'halfmax-matrix-'))
/** The standing plan with its waits left out, and patience for minutes instead of hours. */
const pacing = { ...PACING, scale: 0, waitLimitS: 16, pollLimitS: 30 }
const forever = new AbortController().signal
/** The faults that stay take most of a minute: `HALFMAX_FAULT_MATRIX=1` runs them, too, and `-u` then writes the table. */
const isWhole = process.env['HALFMAX_FAULT_MATRIX'] === '1'
const cellsOf = (calls: Parameters<typeof faultCells>[0]) =>
  faultCells(calls).filter(({ lasts }) => isWhole || lasts === 'once')
const lines: { export: string[]; push: string[] } = { export: [], push: [] }

let sandbox: RunningSandbox
/** How far the tenant's clock is ahead: what takes it a minute takes no test a minute. */
let aheadMs = 0
let world: ContractWorld
let store: Store

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => Date.now() + aheadMs })
  world = contractWorld(sandbox)
  await world.reset()
  // Some ten thousand calls in a minute: the limit is one of the faults, not a condition of all.
  await world.set({ rateLimit: 1_000_000 })
  const opened = await openStore(dir)
  if (!opened.ok) throw new Error(opened.error.kind)
  store = opened.value
}, 60_000)
beforeEach(() => world.lift())
afterAll(async () => {
  await sandbox.stop()
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})

const TABLE = join(import.meta.dirname, '../../docs/fault-matrix.md')
const title = ({ operation, kind, lasts }: FaultCell) => `${operation} meets ${kind} ${lasts}`

describe('reading a frame', () => {
  it.each(cellsOf(EXPORT_CALLS).map((cell) => [title(cell), cell] as const))('%s', async (_, cell) => {
    const expected = await readFrame()
    await world.arm(faultOf(cell))
    const seen = await readFrame()
    // All of the rows or a reason: never a part that looks like the whole.
    if (seen.ok) expect(seen).toEqual(expected)
    else expect(seen.words.length).toBeGreaterThan(20)
    // A call that is answered late, or that the fault hits without being needed, may still succeed.
    lines.export.push(line(cell, seen.ok ? 'All rows are read; nothing is said.' : seen.words))
    await world.lift()
    expect(await readFrame()).toEqual(expected)
  })
})

describe('a push of a frame and a file', () => {
  it.each(cellsOf(PUSH_CALLS).map((cell) => [title(cell), cell] as const))('%s', async (_, cell) => {
    const before = await attachedIds()
    await world.arm(faultOf(cell))
    const pushId = await start(title(cell))
    expect(await run(pushId)).toBe('settled')
    const first = await view(pushId)
    expect(first.state).toMatch(/^(?:done|partly|failed)$/)
    // Each output has arrived or says why not.
    for (const output of first.outputs) {
      if (output.status === 'done') expect(output.remoteId).not.toBeNull()
      else expect(output.message?.length).toBeGreaterThan(20)
    }

    const made = await madeBy(cell)
    await world.lift()
    aheadMs += 120_000
    const end = await retried(pushId)
    expect(end).toMatchObject({ state: 'done', message: null })
    const attached = (await attachedIds()).filter((id) => !before.includes(id))
    expect(attached).toHaveLength(2)
    expect(new Set(attached)).toEqual(new Set(end.outputs.map(({ remoteId }) => remoteId)))
    await expectRows(end)
    // What was made and is not attached is listed, by its id or by its number.
    const madeInAll = made + (await madeBy(null))
    expect(end.leftovers.length + (end.unnamedLeftovers ?? 0)).toBeGreaterThanOrEqual(madeInAll - 2)
    expect(madeInAll).toBeGreaterThanOrEqual(2)
    lines.push.push(line(cell, wordsOf(first, end)))
  })
})

it('the table of faults in the documentation is what the runs above gave', async () => {
  if (!isWhole) {
    const table = readFileSync(TABLE, 'utf8').split('\n')
    expect(table).toEqual(expect.arrayContaining([...lines.export, ...lines.push]))
    return
  }
  const text = [
    '<!-- Written by `HALFMAX_FAULT_MATRIX=1 npx vitest run fault-matrix -u`; the test of the same name fails where it is out of date. -->',
    '',
    '# Every fault at every call',
    '',
    'Each line is a run against the sandbox tenant: the fault is met once, or by every call until it is lifted. After each of',
    'them the fault was lifted and the act tried again: it then ended whole, with every output attached exactly once.',
    '',
    `## Opening an analysis and reading a frame (${lines.export.length} runs)`,
    '',
    ...HEAD,
    ...lines.export,
    '',
    `## Pushing a data frame and a file (${lines.push.length} runs)`,
    '',
    ...HEAD,
    ...lines.push,
    '',
  ].join('\n')
  await expect(text).toMatchFileSnapshot(TABLE)
})

const HEAD = ['| Call | Fault | Met | What is seen, and what is kept |', '| --- | --- | --- | --- |']

function line({ operation, kind, lasts }: FaultCell, words: string): string {
  return `| ${operation} | ${kind} | ${lasts} | ${words} |`
}

function outputs(mark: string) {
  return sampleOutputs(mark).filter(({ id }) => id === 'results' || id === 'plot-png')
}

type Seen = { readonly ok: true; readonly rows: string } | { readonly ok: false; readonly words: string }

async function readFrame(): Promise<Seen> {
  const client = world.freshClient()
  const analysis = await client.getAnalysis(SEEDED.mortality)
  if (!analysis.ok) return { ok: false, words: wordsOfError(analysis.error) }
  const rows = await readAll(client, analysis.value.dataFrameIds[0] ?? '')
  return rows.ok
    ? { ok: true, rows: JSON.stringify(rows.value) }
    : { ok: false, words: wordsOfError(rows.error) }
}

function wordsOfError(error: Parameters<typeof toProblem>[0]): string {
  const { title: head, detail } = toProblem(error)
  return plain(`${head}. ${detail}`)
}

async function start(mark: string): Promise<string> {
  const connection = { tenantHost: sandbox.host, by: 'tests' }
  const input = {
    analysisId: SEEDED.mortality,
    sourceFrameId: 'dset_CellMort0001',
    outputs: outputs(mark),
  }
  const started = await startPush({ store, enqueue: () => Promise.resolve() }, { connection, input })
  if (!started.ok) throw new Error(JSON.stringify(started.error))
  return started.value.pushId
}

function run(pushId: string) {
  const client = world.freshClient()
  return runPush({ store, clientFor: () => client, pacing }, pushId, forever)
}

async function view(pushId: string): Promise<PushView> {
  const push = await readPush(store.db, pushId, () => null)
  if (push === null) throw new Error('no such push')
  return push
}

/** What a person who tries again ends with. */
async function retried(pushId: string): Promise<PushView> {
  if ((await view(pushId)).state !== 'done') {
    expect(await retryPush({ store, enqueue: () => Promise.resolve() }, pushId)).toMatchObject({ ok: true })
    expect(await run(pushId)).toBe('settled')
  }
  return view(pushId)
}

/** Objects that the tenant has made since the last look; `cell`: the fault that has been in force. */
async function madeBy(cell: FaultCell | null): Promise<number> {
  const creations = (await world.requests()).filter(({ operation }) => operation?.startsWith('create-'))
  const isAt = (operation: string | null) => cell?.operation === operation
  return creations.filter(({ operation, status }) => {
    if (status === 0) return isAt(operation) && cell?.kind === 'answer-lost'
    // A page is answered in the place of the call, which then has no effect.
    return status < 300 && !(isAt(operation) && cell?.kind === 'html-page')
  }).length
}

async function attachedIds(): Promise<readonly string[]> {
  const analysis = await world.freshClient().getAnalysis(SEEDED.mortality)
  if (!analysis.ok) throw new Error(analysis.error.kind)
  return [...analysis.value.dataFrameIds, ...analysis.value.fileIds]
}

/** The frames hold the rows that were pushed. */
async function expectRows(push: PushView): Promise<void> {
  const frames = push.outputs.filter(({ kind }) => kind === 'data-frame')
  const counts = await Promise.all(
    frames.map(async ({ remoteId }) => {
      const rows = await readAll(world.freshClient(), remoteId ?? '')
      return rows.ok ? rows.value.rows.length : rows.error.kind
    }),
  )
  expect(counts).toEqual([2])
}

function wordsOf(first: PushView, end: PushView): string {
  const left = end.leftovers.length + (end.unnamedLeftovers ?? 0)
  const leftWords = left === 0 ? '' : ` ${left} left behind, listed.`
  const arrived = first.outputs.filter(({ status }) => status === 'done').length
  if (first.state === 'done') return `Done by itself.${leftWords}`
  const reasons = new Set(first.outputs.flatMap(({ message }) => (message === null ? [] : [plain(message)])))
  return `${arrived} of 2 arrived. ${[...reasons].join(' ')} Retry sends the rest.${leftWords}`
}

/** Without what differs from run to run. */
function plain(words: string): string {
  return words
    .replaceAll(/c\d+\.sandbox\.test|localhost:\d+|127\.0\.0\.1:\d+/g, 'TENANT')
    .replaceAll(/\b(?:dset|bfi|ana|task)_\w+/g, 'ID')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
