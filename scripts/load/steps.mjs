/** What a person does, step by step, and what a step that went wrong says. */
import { createFrameBuilder } from '../../lib/data-frame/frame-builder.ts'
import { guessMapping } from '../../lib/data-frame/guess-mapping.ts'
import { initialWork } from '../../lib/workbench/initial-work.ts'
import { unpackExport } from '../../lib/workbench/unpack-export.ts'
import { serialiseWork } from '../../lib/workbench/write-work.ts'

const LOOK_EVERY_MS = 1000
const PATIENCE_MS = 30 * 60_000

/** @returns the value of an action's or route's result; throws its words where it has none */
export function good(result) {
  if (!result.ok) throw new Error(`${result.error.title}. ${result.error.detail}`)
  return result.value
}

/** @param {string} path a page, read to its end */
export async function readPage(person, path) {
  const page = await person.ask(path)
  if (page.status !== 200)
    throw new Error(`${path.split('/')[1] || 'the start page'} answered ${page.status}`)
  await page.arrayBuffer()
}

/** @returns the opened analysis and the frame to begin with */
export async function openAnalysis(person, key) {
  const { analysisId, analysis } = good(await person.act('openAnalysis', '/', { key }))
  const frame = analysis.frames.find(({ isSuggested }) => isSuggested)
  if (frame === undefined) throw new Error('no frame could be read')
  return { analysisId, frame, analysis }
}

/** @returns {Promise<{ columns: readonly object[], chunks: AsyncIterable<object> }>} */
export async function exportFrame(person, { analysisId, frameId }) {
  return unpackExport(await rowBytes(person, { analysisId, frameId }))
}

/** @returns {Promise<ReadableStream<Uint8Array>>} an export's bytes as they come, for whoever reads at a pace of their own */
export async function rowBytes(person, place) {
  const response = await person.ask(`/api/rows?${new URLSearchParams(place)}`)
  if (!response.ok) good(await response.json())
  return response.body
}

/**
 * @param {AsyncIterable<object>} chunks of an export
 * @param {(chunk: object) => unknown} [take] is waited for: a slow one makes a slow reader
 * @returns {Promise<number>} how many rows there were, by the stream's own end
 */
export async function readRows(chunks, take = () => undefined) {
  for await (const item of chunks) {
    if (item.kind === 'problem') throw new Error(`${item.problem.title}. ${item.problem.detail}`)
    if (item.kind === 'end') return item.rowCount
    await take(item.chunk)
  }
  throw new Error('the export ended early')
}

/** @returns {Promise<(answer: string) => string>} the work on a frame once a question was answered, as the page saves it */
export async function readFrame(person, place) {
  const { columns, chunks } = await exportFrame(person, place)
  const builder = createFrameBuilder(columns)
  await readRows(chunks, (chunk) => builder.append(chunk))
  const frame = builder.snapshot()
  const work = initialWork(guessMapping(frame))
  return (answer) => serialiseWork({ ...work, answers: { load: answer } }, frame.columns)
}

/** @returns {Promise<string>} the id of the push; `n` makes its bytes unlike those of other pushes */
export async function startPush(person, { analysisId, frameId, n }) {
  const bytes = new TextEncoder().encode(`sample,IC50 (nM)\nperson ${n},${12.5 + n}\n`)
  const output = {
    id: 'results',
    kind: 'data-frame',
    name: `Results of person ${n}`,
    fileName: 'results.csv',
    bytes,
  }
  const input = { analysisId, sourceFrameId: frameId, outputs: [output] }
  return good(await person.act('startPush', `/analysis/${analysisId}`, input)).pushId
}

/** As the panel does: looks until it has ended. A wait for the tenant is no error. @returns ids of what was attached */
export async function untilAttached(person, pushId) {
  const deadline = performance.now() + PATIENCE_MS
  while (performance.now() < deadline) {
    const push = good(await readJson(person, `/api/pushes/${pushId}`))
    if (push.state === 'done') return push.outputs.map(({ remoteId }) => remoteId)
    if (push.state === 'failed' || push.state === 'partly') throw new Error(push.message)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  throw new Error('the push did not end')
}

/** @param {{ base: number, work: string }} draft over the version it began from; @returns the version it now is */
export async function saveDraft(person, { analysisId, frameId }, draft) {
  const saved = good(
    await readJson(person, '/api/drafts', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ analysisId, frameId, ...draft }),
    }),
  )
  if (saved.kind !== 'saved') throw new Error('a draft of which there is one writer was stale')
  return saved.version
}

async function readJson(person, path, init) {
  const response = await person.ask(path, init)
  return response.json()
}
