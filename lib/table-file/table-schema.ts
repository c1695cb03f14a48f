import * as z from 'zod/mini'
import type { ColumnTypeName } from '../data-frame/types.ts'

const TYPE_NAMES = [
  'String',
  'Int',
  'Float',
  'JSON',
  'DateTime',
  'Date',
  'Boolean',
  'ObjectLink',
] as const satisfies readonly ColumnTypeName[]

const Count = z.number().check(z.int(), z.minimum(0), z.maximum(2_000_000))

/** Headers and cells of a table, as they come back from the worker or out of the browser's storage. */
export const TableCells = z
  .object({
    columns: z.array(z.object({ displayName: z.string(), typeName: z.enum(TYPE_NAMES) })),
    chunk: z.object({
      rowCount: Count,
      columns: z.array(
        z.object({
          numbers: z.instanceof(Float64Array),
          codes: z.instanceof(Uint32Array),
          newTexts: z.array(z.string()),
        }),
      ),
    }),
  })
  .check(
    z.refine(
      ({ columns, chunk }) =>
        chunk.columns.length === columns.length &&
        chunk.columns.every(
          ({ numbers, codes }) => numbers.length === chunk.rowCount && codes.length === chunk.rowCount,
        ),
    ),
  )
