import * as z from 'zod/mini'
import { DOSE_UNITS } from '../data-frame/dose-units.ts'
import type { Result } from '../result.ts'
import { TableCells } from './table-schema.ts'
import { DELIMITERS, LAYOUTS } from './types.ts'
import type { ReadOptions, TableProblem, TableReading } from './types.ts'

/** Cells that were copied, or a file: its bytes are read by the worker alone. */
export type PageSource = string | File

export interface TableRequest {
  readonly source: PageSource
  readonly options: ReadOptions
}

const MappingGuess = z.object({
  mapping: z.object({
    dose: z.nullable(z.number()),
    responses: z.array(z.number()),
    groups: z.array(z.number()),
    replicate: z.nullable(z.number()),
    role: z.nullable(z.object({ column: z.number(), controlValues: z.array(z.string()) })),
    doseUnit: z.enum(DOSE_UNITS),
    responseUnit: z.string(),
  }),
  state: z.enum(['guessed', 'ambiguous', 'missing']),
  reasons: z.array(
    z.object({
      field: z.enum(['dose', 'responses', 'groups', 'replicate', 'role', 'doseUnit', 'responseUnit']),
      text: z.string(),
    }),
  ),
})

const Reading = z.intersection(
  TableCells,
  z.object({
    rowCount: z.number(),
    firstRows: z.array(z.array(z.string())),
    guess: MappingGuess,
    delimiter: z.nullable(z.enum(DELIMITERS)),
    decimalMark: z.nullable(z.enum(['point', 'comma'])),
    layout: z.enum(LAYOUTS),
    sheets: z.array(z.string()),
    sheet: z.nullable(z.string()),
    notes: z.array(z.string()),
  }),
)

const Problem = z.object({
  kind: z.enum(['too-large', 'unreadable', 'no-table', 'unknown-file']),
  title: z.string(),
  detail: z.string(),
})

/** What the worker answers. */
export const TableReply = z.union([
  z.object({ ok: z.literal(true), value: Reading }),
  z.object({ ok: z.literal(false), error: Problem }),
]) satisfies z.ZodMiniType<Result<TableReading, TableProblem>>

export const TableRequest = z.object({
  source: z.union([z.string(), z.instanceof(File)]),
  options: z.object({
    sheet: z.optional(z.string()),
    delimiter: z.optional(z.enum(DELIMITERS)),
    decimalMark: z.optional(z.enum(['point', 'comma'])),
    layout: z.optional(z.enum(LAYOUTS)),
  }),
})
