import { err, ok, type Result } from '../result.ts'
import type { BenchlingClient, DataFrameMeta } from './client.ts'
import type { BenchlingError } from './errors.ts'
import { toProblem } from './words.ts'

/** One step of the examination: what was tried and what came of it, or why it ended there. */
export interface Finding {
  readonly step: string
  readonly isGood: boolean
  readonly said: string
}

/** What the documentation of the tenant's API leaves open, and this tenant answered. */
export interface Settled {
  readonly question: string
  readonly answer: string
}

export interface Examination {
  readonly findings: readonly Finding[]
  readonly settled: readonly Settled[]
}

export interface DoctorOptions {
  /** Without, only reach and credentials are looked at. */
  readonly analysisId: string | null
  /** Makes a data frame and a file in the analysis; Benchling has no call that takes them away again. */
  readonly mayWrite: boolean
  /** Between two looks at a frame that is being checked. */
  readonly sleep: (ms: number) => Promise<unknown>
  /** Part of the names of what is written, so that a person knows it again. */
  readonly stamp: string
}

/** An id of the right form that no analysis has: its 404 proves token and API without reading anything. */
const NOBODYS = 'ana_HalfmaxDoctor0'
const LOOKS = 60

/** Goes through a tenant step by step, as export and push would; ends at the first step that fails. */
export async function examine(client: BenchlingClient, options: DoctorOptions): Promise<Examination> {
  const findings: Finding[] = []
  const settled: Settled[] = []
  const step = async <T>(
    name: string,
    work: Promise<Result<T, BenchlingError>>,
    words: (value: T) => string,
  ) => {
    const result = await work
    findings.push({
      step: name,
      isGood: result.ok,
      said: result.ok ? words(result.value) : sentence(result.error),
    })
    return result
  }
  const done = () => ({ findings, settled })
  const reached = await step('Credentials and API', reach(client), () => 'token granted, API answers JSON')
  if (!reached.ok || options.analysisId === null) return done()
  const read = await step(
    'Analysis',
    client.getAnalysis(options.analysisId),
    ({ dataFrameIds, fileIds, folderId }) =>
      `${dataFrameIds.length} data frames, ${fileIds.length} files, ${folderId === null ? 'no folder' : 'in a folder'}`,
  )
  if (!read.ok) return done()
  const frames: DataFrameMeta[] = []
  for (const id of read.value.dataFrameIds) {
    const frame = await step(
      `Data frame ${id}`,
      client.getDataFrame(id),
      ({ uploadStatus, columns, partCount }) =>
        `${uploadStatus}, ${columns.length} columns, ${partCount} parts`,
    )
    if (frame.ok) frames.push(frame.value)
  }
  const ready = frames.find(({ uploadStatus }) => uploadStatus === 'SUCCEEDED')
  if (ready !== undefined) {
    const exported = await step(
      'Export',
      countRows(client, ready.id),
      ({ rows }) => `${rows} rows of “${ready.name}”`,
    )
    if (exported.ok) settled.push(...settledByExport(ready, exported.value))
  }
  if (!options.mayWrite) return done()
  await examineWriting({
    client,
    options,
    analysisId: options.analysisId,
    folderId: read.value.folderId,
    step,
    settled,
  })
  return done()
}

interface Writing {
  readonly client: BenchlingClient
  readonly options: DoctorOptions
  readonly analysisId: string
  readonly folderId: string | null
  readonly step: <T>(
    name: string,
    work: Promise<Result<T, BenchlingError>>,
    words: (value: T) => string,
  ) => Promise<Result<T, BenchlingError>>
  readonly settled: Settled[]
}

async function examineWriting({
  client,
  options,
  analysisId,
  folderId,
  step,
  settled,
}: Writing): Promise<void> {
  const name = `Halfmax doctor ${options.stamp}`
  const made = await step(
    'Make a data frame',
    client.createDataFrame({ name, fileName: 'doctor.csv' }),
    ({ frameId, putUrl }) => `${frameId}, upload to ${putUrl.host}`,
  )
  if (!made.ok) return
  const { frameId, putUrl } = made.value
  settled.push({ question: 'Storage host of uploads', answer: putUrl.host })
  const csv = new TextEncoder().encode('name,value\na,1\nb,2.5\n')
  if (!(await step('Upload its rows', client.upload(putUrl, csv), () => `${csv.length} bytes`)).ok) return
  if (!(await step('Have them checked', client.startIngestion(frameId), () => 'begun')).ok) return
  if (!(await step('Wait for the check', settle(client, frameId, options), () => 'SUCCEEDED')).ok) return
  const fileIds: string[] = []
  if (folderId !== null) {
    const input = { name: `${name}.txt`, fileName: 'doctor.txt', folderId }
    const file = await step('Make a file', client.createFile(input), ({ fileId }) => fileId)
    if (!file.ok) return
    const bytes = new TextEncoder().encode('Halfmax doctor\n')
    if (!(await step('Upload it', client.upload(file.value.putUrl, bytes), () => `${bytes.length} bytes`)).ok)
      return
    if (!(await step('Confirm it', client.confirmFile(file.value.fileId), () => 'confirmed')).ok) return
    fileIds.push(file.value.fileId)
  }
  const ids = { dataFrameIds: [frameId], fileIds }
  if (!(await step('Attach to the analysis', client.attach(analysisId, ids), () => 'accepted')).ok) return
  const again = await step('Look again', client.getAnalysis(analysisId), ({ dataFrameIds }) =>
    dataFrameIds.includes(frameId) ? 'the frame is listed' : 'the frame is NOT listed',
  )
  if (!again.ok) return
  const isListed = again.value.dataFrameIds.includes(frameId)
  settled.push({
    question: 'Do pushed frames appear in dataFrameIds beside the inputs?',
    answer: isListed ? 'yes' : 'no, attaching was accepted without effect',
  })
}

/** Refused credentials and an unreachable host come as themselves; that nobody has the id is the good end. */
async function reach(client: BenchlingClient): Promise<Result<null, BenchlingError>> {
  const answer = await client.getAnalysis(NOBODYS)
  return answer.ok || answer.error.kind === 'not-found' ? ok(null) : answer
}

interface Exported {
  readonly rows: number
  readonly headers: readonly string[]
  readonly emptyTexts: readonly string[]
}

async function countRows(
  client: BenchlingClient,
  frameId: string,
): Promise<Result<Exported, BenchlingError>> {
  const opened = await client.exportRows(frameId)
  if (!opened.ok) return opened
  let rows = 0
  const emptyTexts = new Set<string>()
  for await (const batch of opened.value.batches) {
    if (!batch.ok) return batch
    rows += batch.value.length
    for (const row of batch.value)
      for (const cell of row) if (/^(null|none|na|n\/a|nan|)$/i.test(cell.trim())) emptyTexts.add(cell)
  }
  const headers = opened.value.columns.map(({ displayName }) => displayName)
  return ok({ rows, headers, emptyTexts: [...emptyTexts] })
}

function settledByExport(frame: DataFrameMeta, { headers, emptyTexts }: Exported): Settled[] {
  const quoted = (texts: readonly string[]) => texts.map((text) => JSON.stringify(text)).join(', ')
  return [
    { question: 'Text of exported headers', answer: quoted(headers.slice(0, 8)) },
    { question: 'Number of parts of an export', answer: String(frame.partCount) },
    ...(emptyTexts.length === 0 ? [] : [{ question: 'Text of empty cells', answer: quoted(emptyTexts) }]),
  ]
}

async function settle(
  client: BenchlingClient,
  frameId: string,
  { sleep }: DoctorOptions,
): Promise<Result<null, BenchlingError>> {
  for (let look = 0; look < LOOKS; look += 1) {
    const frame = await client.getDataFrame(frameId)
    if (!frame.ok) return frame
    if (frame.value.uploadStatus === 'SUCCEEDED') return ok(null)
    if (frame.value.uploadStatus === 'FAILED_VALIDATION')
      return err({
        kind: 'unexpected-answer',
        what: 'data frame',
        path: frame.value.errorMessage ?? 'failed validation',
      })
    await sleep(1000)
  }
  return err({ kind: 'timed-out', afterS: LOOKS })
}

function sentence(error: BenchlingError): string {
  const { title, detail, requestId } = toProblem(error)
  return `${title}. ${detail}${requestId === null ? '' : ` (request ${requestId})`}`
}
