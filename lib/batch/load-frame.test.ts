import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { BenchlingClient, ParquetExport } from '../benchling/client.ts'
import { cellText } from '../data-frame/cell.ts'
import { createFrameBuilder, type FrameBuilder } from '../data-frame/frame-builder.ts'
import { createChunkEncoder, type ChunkEncoder } from '../data-frame/encode-chunk.ts'
import type { ColumnTypeName } from '../data-frame/types.ts'
import { err, ok } from '../result.ts'
import { BatchFailure } from './failure.ts'
import { loadFrame } from './load-frame.ts'
import type { TableAnswers, TableAsk } from './messages.ts'
import { readParquet } from './read-parquet.ts'

const FILE = fileURLToPath(new URL('../table-file/fixtures/13-snappy.parquet', import.meta.url))
/** Called otherwise, and in another order, than in the file. */
const COLUMNS = [
  ['Dose', 'Dose (nM)', 'Float'],
  ['Name', 'Compound', 'String'],
  ['Effect', 'Viability', 'Float'],
].map(([displayName = '', systemName = '', typeName = '']) => ({
  ...{ displayName, systemName, typeName: typeName as ColumnTypeName },
}))
const HEADERS = COLUMNS.map(({ displayName }) => displayName)

/** The part of a thread's table that takes rows, without the thread. */
function tableHere() {
  let builder: FrameBuilder | null = null
  let encoder: ChunkEncoder | null = null
  const take = async (ask: TableAsk): Promise<TableAnswers[keyof TableAnswers]> => {
    if (ask.kind === 'columns') {
      builder = createFrameBuilder(ask.columns)
      encoder = createChunkEncoder(ask.columns)
    } else if (ask.kind === 'append') builder?.append(ask.chunk)
    else if (ask.kind === 'parquet' && builder && encoder) {
      for await (const records of readParquet(ask.path, ask.names)) builder.append(encoder.encode(records))
      return builder.rowCount
    }
    return null
  }
  const ask = <Ask extends TableAsk>(what: Ask) => take(what) as Promise<TableAnswers[Ask['kind']]>
  const cells = () => {
    const frame = builder?.snapshot()
    return Array.from({ length: frame?.rowCount ?? 0 }, (_, row) =>
      frame?.columns.map((column) => cellText(column, row)),
    )
  }
  return { table: { ask, fitted: 0, close: () => Promise.resolve() }, cells }
}

async function* bytes(...items: readonly Parameters<typeof ok<Uint8Array>>[0][]) {
  for (const item of items) yield ok(item)
}

function clientOf(parquet: ParquetExport | null): BenchlingClient {
  const csv = {
    columns: COLUMNS,
    batches: (async function* () {
      yield ok([['1', 'from CSV', '2']])
    })(),
  }
  const rejected = err({ kind: 'rejected', message: 'no Parquet here', requestId: null } as const)
  return {
    getDataFrame: () => Promise.resolve(ok({ name: 'Plate 7' })),
    exportParquet: () => Promise.resolve(parquet === null ? rejected : ok(parquet)),
    exportRows: () => Promise.resolve(ok(csv)),
    // Nothing else of it is used.
  } as unknown as BenchlingClient
}

const load = (client: BenchlingClient, table: ReturnType<typeof tableHere>['table'], headers = HEADERS) =>
  loadFrame({ client, frameId: 'f', table, signal: new AbortController().signal, headers })

it('reads the parts of a Parquet export one after the other, by their system names', async () => {
  const file = readFileSync(FILE)
  const part = { read: () => bytes(file.subarray(0, 100), file.subarray(100)) }
  const { table, cells } = tableHere()
  const parquet = { columns: COLUMNS, parts: [part, part] }
  expect(await load(clientOf(parquet), table)).toEqual({ name: 'Plate 7' })
  const rows = [
    ['1', 'CPD-1', '98.5'],
    ['10', 'CPD-1', '0.1'],
    ['100', 'CPD-1', '5'],
    ['0.30000000000000004', 'β-2', ''],
    ['10', '', '88.125'],
  ]
  expect(cells()).toEqual([...rows, ...rows])
})

it.each([
  ['there is no Parquet', null, HEADERS],
  [
    'its columns are in another order than the page has them',
    { columns: COLUMNS, parts: [] },
    ['Name', 'Dose', 'Effect'],
  ],
])('reads the CSV where %s', async (_, parquet, headers) => {
  const { table, cells } = tableHere()
  await load(clientOf(parquet), table, headers)
  expect(cells()).toEqual([['1', 'from CSV', '2']])
})

it('says that it goes on by itself where a part breaks off', async () => {
  const part = {
    read: async function* () {
      yield ok(new Uint8Array(4))
      yield err({ kind: 'truncated', what: 'data frame' } as const)
    },
  }
  const loading = load(clientOf({ columns: COLUMNS, parts: [part] }), tableHere().table)
  await expect(loading).rejects.toBeInstanceOf(BatchFailure)
  await expect(loading).rejects.toMatchObject({
    isPassing: true,
    message: expect.stringContaining('goes on'),
  })
})
