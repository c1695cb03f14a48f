import * as z from 'zod/mini'
import type { OutputContext } from '../outputs/types.ts'
import { resultsTable } from '../outputs/results-table.ts'
import { err, ok, type Result } from '../result.ts'
import { serialiseWork } from '../workbench/write-work.ts'
import { activePolicy, currentConstraints, modelOfCurve } from '../workbench/selectors.ts'
import type { Work } from '../workbench/types.ts'
import { digestFrame, ROW_DIGITS, usedColumns } from './frame-digest.ts'
import { sha256 } from './sha256.ts'

/** Raised whenever the file changes its meaning. */
const SCHEMA = 1
const KIND = 'halfmax-fit-file'
/** A screen of 100,000 rows and 3,000 curves stays below a third of it. */
export const MAX_FIT_FILE_BYTES = 30_000_000

const RowNumber = z.number().check(z.int(), z.minimum(0), z.maximum(100_000_000))
const Name = z.string().check(z.maxLength(10_000))
const Cell = z.union([z.string(), z.number(), z.null()])

/** What of the screen is no part of the work: which curve and point, and how the plot draws them. */
const View = z.object({
  curveId: z.nullable(Name),
  point: z.nullable(z.object({ row: RowNumber, responseColumn: RowNumber })),
  axis: z.enum(['dose', 'log10M']),
  band: z.enum(['confidence', 'prediction', 'none']),
  hasMeanSd: z.boolean(),
  hasPrevious: z.boolean(),
})
export type FitFileView = Readonly<z.infer<typeof View>>

const Data = z
  .object({
    columns: z.array(Name),
    used: z.array(RowNumber),
    rowCount: RowNumber,
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    rows: z.string().check(z.regex(/^[0-9a-f]*$/)),
  })
  .check(z.refine(({ rows, rowCount }) => rows.length === rowCount * ROW_DIGITS))

/** The results table, with the id of the curve of each row. */
const Results = z.object({
  headers: z.array(z.string()),
  curves: z.array(z.object({ id: z.string(), cells: z.array(Cell) })),
})
export type FitFileResults = Readonly<z.infer<typeof Results>>

const Content = z.object({
  kind: z.literal(KIND),
  schema: z.literal(SCHEMA),
  /** Version of Halfmax, whose engine is part of it. */
  engine: z.string().check(z.maxLength(100)),
  source: z.object({ tenantHost: Name, analysisId: Name, frameId: Name, frameName: Name }),
  data: Data,
  /** As the browser keeps it; `parseSavedWork` reads it. */
  work: z.record(z.string(), z.unknown()),
  view: View,
  /** What the work asks of each fit once policy and own settings are put together: for readers, not for opening. */
  asked: z.unknown(),
  results: Results,
})
export type FitFile = Readonly<z.infer<typeof Content>>

export interface FitFileInput {
  readonly context: OutputContext
  readonly work: Work
  readonly source: FitFile['source']
  readonly view: FitFileView
}

/**
 * Everything behind the results as one JSON text: data hash, work, view, results at full digits. No clock and nothing
 * random, so the same state gives the same bytes. The last field is the SHA-256 of all before it.
 */
export function serialiseFitFile({ context, work, source, view }: FitFileInput): string {
  const { frame } = context
  const content = {
    kind: KIND,
    schema: SCHEMA,
    engine: context.version,
    source,
    data: digestFrame(frame, usedColumns(work, frame)),
    work: JSON.parse(serialiseWork(work, frame.columns)) as unknown,
    view,
    asked: askedOf(context, work),
    results: resultsOf(context),
  }
  return `${JSON.stringify({ ...content, sha256: contentHash(content) }, null, 1)}\n`
}

/** The results table as the file holds it, also for comparing with it. */
export function resultsOf(context: OutputContext): FitFileResults {
  const { headers, rows } = resultsTable(context)
  const curves = context.curves.map(({ curve }, i) => ({ id: curve.id, cells: [...(rows[i] ?? [])] }))
  return { headers: [...headers], curves }
}

function askedOf({ curves }: OutputContext, work: Work) {
  const { name, title, covariance, level } = activePolicy(work)
  return {
    policy: { name, title, covariance, level },
    curves: curves.map(({ curve }) => ({
      id: curve.id,
      label: curve.label,
      model: modelOfCurve(work, curve.id),
      constraints: currentConstraints(work, curve.id),
    })),
  }
}

/** Of the compact JSON, so that another program's line ends and indents change nothing. */
function contentHash(content: object): string {
  return sha256(JSON.stringify(content))
}

export type FitFileProblem =
  | { readonly kind: 'too-large'; readonly message: string }
  | { readonly kind: 'not-a-fit-file'; readonly message: string }
  | { readonly kind: 'other-schema'; readonly message: string }
  | { readonly kind: 'damaged'; readonly message: string }

/** Reads a fit file, or says in words why it is none. Takes any text. */
export function parseFitFile(text: string): Result<FitFile, FitFileProblem> {
  if (text.length > MAX_FIT_FILE_BYTES) return err(fitFileTooLarge())
  const raw = parseObject(text)
  if (raw === null || raw.kind !== KIND) {
    return err({ kind: 'not-a-fit-file', message: 'This is no fit file of Halfmax.' })
  }
  if (raw.schema !== SCHEMA) {
    const message =
      'This fit file was written by another version of Halfmax, which stores it in another form.'
    return err({ kind: 'other-schema', message })
  }
  const { sha256: stated, ...content } = raw
  if (stated !== contentHash(content)) {
    return err({ kind: 'damaged', message: 'This fit file was changed or cut short after it was written.' })
  }
  const parsed = Content.safeParse(content)
  if (!parsed.success)
    return err({ kind: 'damaged', message: `This fit file is incomplete: ${placeOf(parsed.error)}.` })
  return ok(parsed.data)
}

export function fitFileTooLarge(): FitFileProblem {
  const message = `A fit file has at most ${MAX_FIT_FILE_BYTES / 1e6} MB, and this file has more.`
  return { kind: 'too-large', message }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    // Editors of Windows begin a file with a mark that JSON does not know.
    const raw: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw } : null
  } catch {
    return null
  }
}

/** "its part data.rows cannot be read" */
function placeOf({ issues: [issue] }: z.core.$ZodError): string {
  const place = issue?.path.join('.') ?? ''
  return place === '' ? 'it cannot be read' : `its part ${place} cannot be read`
}
