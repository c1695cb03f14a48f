import { createChunkEncoder } from '../data-frame/encode-chunk.ts'
import { createFrameBuilder } from '../data-frame/frame-builder.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { finishColumns } from './finish-columns.ts'
import { findHeader } from './header-rows.ts'
import type { HeadedGrid } from './header-rows.ts'
import { planLayout } from './layout.ts'
import type { LayoutPlan } from './layout.ts'
import { meltAcross, meltDown } from './melt.ts'
import type { LongTable } from './melt.ts'
import { gridExcess, NO_TABLE } from './problems.ts'
import { tidyGrid } from './tidy-grid.ts'
import type { Grid, Layout, TableProblem, TableReading } from './types.ts'

/** What of a reading the cells alone decide. */
export type GridReading = Omit<TableReading, 'delimiter' | 'decimalMark' | 'sheets' | 'sheet'>

/** Rows shown before the table is opened. */
const SHOWN_ROWS = 8

/** Cells, decimal points already in them, as a table of the workbench: headers found, wide layouts made long, columns typed. */
export function readGrid(raw: Grid, asked: Layout | undefined): Result<GridReading, TableProblem> {
  const { grid, emptyColumns } = tidyGrid(raw)
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0)
  const excess = gridExcess(grid.length, width)
  if (excess !== null) return err(excess)
  const headed = findHeader(grid, { mayBeDoses: asked === undefined || asked === 'across' })
  if (headed === null || headed.rows.length === 0) return err(NO_TABLE)
  const plan = planLayout(headed, asked)
  const long = lengthen(headed, plan)
  const tooLong = gridExcess(long.rows.length, long.headers.length)
  if (tooLong !== null) return err(tooLong)
  const { columns, rows, notes } = finishColumns(withoutEmptyColumns(long))
  const chunk = createChunkEncoder(columns).encode(rows)
  const builder = createFrameBuilder(columns)
  builder.append(chunk)
  return ok({
    rowCount: rows.length,
    columns,
    chunk,
    firstRows: rows.slice(0, SHOWN_ROWS),
    guess: guessMapping(builder.snapshot()),
    layout: plan.layout,
    notes: [...gridNotes(headed, emptyColumns), ...layoutNotes(plan), ...notes],
  })
}

function lengthen(headed: HeadedGrid, plan: LayoutPlan): LongTable {
  if (plan.layout === 'across') return meltAcross(headed, plan.plan)
  if (plan.layout === 'down') return meltDown(headed, plan.plan)
  const { headers, groups, rows } = headed
  return { headers: headers.map((header, i) => [groups?.[i] ?? '', header].filter(Boolean).join(' ')), rows }
}

/** A column with neither header nor cells, as between two blocks of a sheet, is no column. */
function withoutEmptyColumns({ headers, rows }: LongTable): LongTable {
  const isKept = headers.map((header, i) => header !== '' || rows.some((row) => (row[i] ?? '') !== ''))
  if (isKept.every(Boolean)) return { headers, rows }
  return {
    headers: headers.filter((_, i) => isKept[i]),
    rows: rows.map((row) => headers.flatMap((_, i) => (isKept[i] ? [row[i] ?? ''] : []))),
  }
}

function gridNotes({ skipped, headers }: HeadedGrid, emptyColumns: number): string[] {
  const rows = skipped === 1 ? 'One row above the headers was' : `${skipped} rows above the headers were`
  const columns = emptyColumns === 1 ? 'One empty column was' : `${emptyColumns} empty columns were`
  return [
    ...(skipped > 0 ? [`${rows} left out.`] : []),
    ...(emptyColumns > 0 ? [`${columns} left out.`] : []),
    ...(headers.every((header) => header === '')
      ? ['There is no row of headers: columns are numbered.']
      : []),
  ]
}

function layoutNotes(plan: LayoutPlan): string[] {
  if (plan.layout === 'long') return []
  const count = plan.plan.values.length
  return plan.layout === 'across'
    ? [`Doses were read from the header row: each of the ${count} columns under them became rows.`]
    : [`Each of the ${count} columns beside the doses became rows.`]
}
