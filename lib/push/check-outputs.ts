import 'server-only'
import Papa from 'papaparse'
import { LIMITS } from '../benchling/limits.ts'
import { checkPushSize } from '../outputs/push-limit.ts'
import type { OutputInput } from '../outputs/push-input.ts'
import { err, type Result } from '../result.ts'

export type OutputFault =
  | {
      readonly kind: 'too-large'
      readonly output: string
      readonly limitBytes: number
      readonly bytes: number
    }
  | { readonly kind: 'push-too-large'; readonly limitBytes: number; readonly bytes: number }
  | { readonly kind: 'empty-output'; readonly output: string }
  | { readonly kind: 'repeated-output'; readonly output: string }
  | { readonly kind: 'wrong-extension'; readonly output: string; readonly fileName: string }
  | { readonly kind: 'bad-csv'; readonly output: string; readonly row: number; readonly reason: string }

/**
 * Refuses, before anything is made at the tenant, what its ingestion would refuse after: size, extension, ragged or
 * unreadable CSV, unusable headers (contract, section 8).
 */
export function checkOutputs(outputs: readonly OutputInput[]): Result<void, OutputFault> {
  const seen = new Set<string>()
  for (const output of outputs) {
    if (seen.has(output.id)) return err({ kind: 'repeated-output', output: output.name })
    seen.add(output.id)
    const fault = faultOf(output)
    if (fault !== null) return err(fault)
  }
  return checkPushSize(outputs)
}

function faultOf(output: OutputInput): OutputFault | null {
  const limitBytes = output.kind === 'data-frame' ? LIMITS.csvBytes : LIMITS.fileBytes
  const bytes = output.bytes.byteLength
  if (bytes > limitBytes) return { kind: 'too-large', output: output.name, limitBytes, bytes }
  if (bytes === 0) return { kind: 'empty-output', output: output.name }
  if (output.kind === 'file') return null
  if (!output.fileName.endsWith('.csv')) {
    return { kind: 'wrong-extension', output: output.name, fileName: output.fileName }
  }
  const problem = csvProblem(output.bytes)
  return problem === null ? null : { kind: 'bad-csv', output: output.name, ...problem }
}

/** Rows are counted from 1, the header being row 1. */
function csvProblem(bytes: Uint8Array): { row: number; reason: string } | null {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return { row: 1, reason: 'it is not UTF-8 text' }
  }
  // Asked of the text: the parser takes the mark off before it shows the header.
  if (text.startsWith('\uFEFF')) return { row: 1, reason: 'it begins with a byte order mark' }
  let row = 0
  let width = 0
  let problem: { row: number; reason: string } | null = null
  Papa.parse<string[]>(text, {
    delimiter: ',',
    skipEmptyLines: true,
    step: ({ data, errors }, parser) => {
      row += 1
      const reason = errors[0]?.message ?? (row === 1 ? headerProblem(data) : raggedness(data, width))
      if (row === 1) width = data.length
      if (reason === null) return
      problem = { row, reason }
      parser.abort()
    },
  })
  if (problem !== null) return problem
  return row < 2 ? { row, reason: 'it has no data row' } : null
}

function headerProblem(headers: readonly string[]): string | null {
  if (headers.some((header) => header.trim() === '')) return 'a column has no header'
  return new Set(headers).size < headers.length ? 'two columns have the same header' : null
}

function raggedness(cells: readonly string[], width: number): string | null {
  return cells.length === width ? null : `it has ${cells.length} cells where the header has ${width}`
}
