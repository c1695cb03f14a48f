import { describe, expect, it, vi } from 'vitest'
import type { BenchlingClient, RowExport } from '@/lib/benchling/client.ts'
import type { BenchlingError } from '@/lib/benchling/errors.ts'
import type { ColumnMeta } from '@/lib/data-frame/types.ts'
import { err, ok, type Result } from '@/lib/result.ts'
import type { ExportItem } from '@/lib/workbench/ports.ts'
import { chunkStream, exportFrame } from './export-frame.ts'
import { LOCAL_PERSON } from './person.ts'

const log = vi.hoisted(() => ({ info: vi.fn<(line: unknown, words: string) => void>() }))
vi.mock('./runtime.ts', () => ({ runtime: () => ({ log }) }))
const recorded = vi.hoisted(() =>
  vi.fn<(...given: readonly unknown[]) => Promise<void>>(() => Promise.resolve()),
)
vi.mock('./record.ts', () => ({ recordActs: recorded }))

type Batch = Result<readonly (readonly string[])[], BenchlingError>

const columns: ColumnMeta[] = [
  { displayName: 'Dose', typeName: 'Float' },
  { displayName: 'Well', typeName: 'String' },
]
const rowsOf = (count: number) => Array.from({ length: count }, (_, row) => [String(row), 'A1'])

/** Batches one by one, noting how many were taken and whether the source was told to stop. */
function source(items: readonly (Batch | Error)[]) {
  const seen = { taken: 0, isClosed: false }
  async function* batches(): AsyncGenerator<Batch> {
    try {
      for (const item of items) {
        seen.taken += 1
        if (item instanceof Error) throw item
        yield item
      }
    } finally {
      seen.isClosed = true
    }
  }
  return { rows: { columns, batches: batches() } satisfies RowExport, seen }
}

async function all(stream: ReadableStream<ExportItem>): Promise<ExportItem[]> {
  const items: ExportItem[] = []
  for await (const item of stream) items.push(item)
  return items
}

const watchers = () => ({
  maxRows: 100,
  onCancel: vi.fn<() => void>(),
  onBug: vi.fn<(cause: unknown) => string>(() => 'id'),
})

describe('chunkStream', () => {
  it('gives the rows in order as typed arrays, then how many there were', async () => {
    const { rows } = source([
      ok([
        ['1.5', 'A1'],
        ['', 'B2'],
      ]),
      ok([['3', 'A1']]),
    ])
    const items = await all(chunkStream(rows, watchers()))
    expect(items.map(({ kind }) => kind)).toEqual(['chunk', 'chunk', 'end'])
    expect(items[2]).toEqual({ kind: 'end', rowCount: 3 })
    const [first, second] = items.flatMap((item) => (item.kind === 'chunk' ? [item.chunk] : []))
    expect(first?.columns[0]?.numbers).toEqual(Float64Array.of(1.5, Number.NaN))
    expect(first?.columns[1]?.newTexts).toEqual(['A1', 'B2'])
    // The second chunk knows the texts of the first.
    expect(second?.columns[1]?.codes).toEqual(Uint32Array.of(2))
    expect(second?.columns[1]?.newTexts).toEqual([])
  })

  it('ends an empty frame at once', async () => {
    expect(await all(chunkStream(source([]).rows, watchers()))).toEqual([{ kind: 'end', rowCount: 0 }])
  })

  it('tells of a failure in the middle as its last item, and does not call the rows complete', async () => {
    const { rows } = source([ok(rowsOf(2)), err({ kind: 'truncated', what: 'data frame' }), ok(rowsOf(1))])
    const items = await all(chunkStream(rows, watchers()))
    expect(items.map(({ kind }) => kind)).toEqual(['chunk', 'problem'])
    expect(items[1]).toMatchObject({ problem: { kind: 'truncated' } })
  })

  it('turns a bug into words with an id, never into a broken stream', async () => {
    const { rows } = source([ok(rowsOf(1)), new Error('secret detail')])
    const watched = watchers()
    const items = await all(chunkStream(rows, watched))
    expect(items[1]).toMatchObject({ kind: 'problem', problem: { kind: 'unexpected', requestId: 'id' } })
    expect(JSON.stringify(items[1])).not.toContain('secret detail')
    expect(watched.onBug).toHaveBeenCalledOnce()
  })

  it('stops the download when there are too many rows', async () => {
    const { rows, seen } = source([ok(rowsOf(60)), ok(rowsOf(60)), ok(rowsOf(60))])
    const watched = watchers()
    const items = await all(chunkStream(rows, watched))
    expect(items.map(({ kind }) => kind)).toEqual(['chunk', 'problem'])
    expect(items[1]).toMatchObject({ problem: { kind: 'too-many-rows' } })
    expect(watched.onCancel).toHaveBeenCalledOnce()
    expect(seen).toEqual({ taken: 2, isClosed: true })
  })

  it('takes a batch only when it is asked for, and closes the source when the reader leaves', async () => {
    const { rows, seen } = source([ok(rowsOf(1)), ok(rowsOf(1)), ok(rowsOf(1)), ok(rowsOf(1))])
    const watched = watchers()
    const reader = chunkStream(rows, watched).getReader()
    await reader.read()
    // The one that was read, and one in waiting.
    expect(seen.taken).toBeLessThanOrEqual(2)
    await reader.cancel()
    expect(watched.onCancel).toHaveBeenCalledOnce()
    expect(seen.isClosed).toBe(true)
  })
})

it('is silent when the reader leaves in the middle of a download', async () => {
  const batch = Promise.withResolvers<IteratorResult<Batch>>()
  const rows: RowExport = {
    columns,
    batches: { [Symbol.asyncIterator]: () => ({ next: () => batch.promise }) },
  }
  const watched = watchers()
  const reader = chunkStream(rows, watched).getReader()
  await reader.cancel()
  batch.reject(new Error('aborted'))
  await expect(batch.promise).rejects.toThrow('aborted')
  expect(watched.onCancel).toHaveBeenCalledOnce()
  expect(watched.onBug).not.toHaveBeenCalled()
})

describe('exportFrame', () => {
  const grant = { analysisId: 'ana_AAAA', tenantHost: 'acme.benchling.com', isKeyExpired: false }

  function connection(over: Partial<BenchlingClient>, signals: AbortSignal[] = []) {
    const client: Partial<BenchlingClient> = {
      getAnalysis: (id) =>
        Promise.resolve(ok({ id, folderId: null, dataFrameIds: ['dset_in'], fileIds: [] })),
      getDataFrame: (id) =>
        Promise.resolve(
          ok({ id, name: 'Plate', uploadStatus: 'SUCCEEDED', errorMessage: null, columns, partCount: 1 }),
        ),
      exportRows: (_, call) => {
        if (call?.signal) signals.push(call.signal)
        return Promise.resolve(ok(source([ok(rowsOf(2))]).rows))
      },
      ...over,
    }
    // A frame's export calls these three alone.
    return { person: LOCAL_PERSON, grant, client: client as BenchlingClient, by: 'tests', owner: 'local x' }
  }

  it('streams a frame of the analysis', async () => {
    const opened = await exportFrame(connection({}), 'dset_in')
    if (!opened.ok) throw new Error(opened.error.kind)
    expect(opened.value).toMatchObject({ name: 'Plate', columns })
    const line = { analysisId: 'ana_AAAA', frameId: 'dset_in', tenant: 'acme.benchling.com', by: 'tests' }
    expect(log.info).toHaveBeenCalledWith(line, 'rows exported')
    expect((await all(opened.value.chunks)).at(-1)).toEqual({ kind: 'end', rowCount: 2 })
    const act = { action: 'exported', subject: 'data frame dset_in', after: { name: 'Plate' } }
    expect(recorded).toHaveBeenLastCalledWith(LOCAL_PERSON, grant, [act])
  })

  it('gives nothing of a frame the analysis does not list, and stops its download', async () => {
    const signals: AbortSignal[] = []
    const opened = await exportFrame(connection({}, signals), 'dset_other')
    expect(opened).toMatchObject({ ok: false, error: { kind: 'not-in-analysis' } })
    const acts = [expect.objectContaining({ action: 'export-failed', subject: 'data frame dset_other' })]
    expect(recorded).toHaveBeenLastCalledWith(LOCAL_PERSON, grant, acts)
    expect(signals.map((signal) => signal.aborted)).toEqual([true])
  })

  it.each<[string, Partial<BenchlingClient>, string]>([
    [
      'the analysis, before the rest',
      {
        getAnalysis: () => Promise.resolve(err({ kind: 'forbidden', what: 'analysis', requestId: null })),
        exportRows: () => Promise.resolve(err({ kind: 'truncated', what: 'x' })),
      },
      'forbidden',
    ],
    [
      'the frame',
      { getDataFrame: () => Promise.resolve(err({ kind: 'rate-limited', retryAfterS: 3 })) },
      'rate-limited',
    ],
    [
      'the rows',
      { exportRows: () => Promise.resolve(err({ kind: 'truncated', what: 'data frame' })) },
      'truncated',
    ],
  ])('says what is wrong with %s', async (_, over, kind) => {
    expect(await exportFrame(connection(over), 'dset_in')).toMatchObject({ ok: false, error: { kind } })
  })
})
