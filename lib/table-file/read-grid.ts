import { createChunkEncoder } from '../data-frame/encode-chunk.ts'
import { createFrameBuilder } from '../data-frame/frame-builder.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { readHeader } from '../data-frame/header.ts'
import type { ColumnMeta } from '../data-frame/types.ts'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { finishColumns } from './finish-columns.ts'
import { unitsToHeaders } from './column-units.ts'
import { findHeader } from './header-rows.ts'
import type { HeadedGrid } from './header-rows.ts'
import { planLayout } from './layout.ts'
import type { LayoutPlan } from './layout.ts'
import { meltAcross, meltDown } from './melt.ts'
import type { LongTable } from './melt.ts'
import { findPairs, meltPairs } from './pairs.ts'
import { findPlateGrids, platesAsRows } from './plate-grid.ts'
import type { PlateGrid } from './plate-grid.ts'
import { gridExcess, noTable } from './problems.ts'
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
  const plates = asked === undefined || asked === 'plate' ? findPlateGrids(grid) : []
  if (plates.length > 0) return readPlates(plates, emptyColumns)
  const found = findHeader(grid, { mayBeDoses: asked === undefined || asked === 'across' })
  if (found === null || found.rows.length === 0) return err(noTable(grid))
  const { headed, notes: unitNotes } = unitsToHeaders(found)
  const notes = [...gridNotes(headed, emptyColumns), ...unitNotes]
  const pairs = asked === undefined || asked === 'down' ? findPairs(headed) : null
  if (pairs !== null) return readPairs(headed, pairs, notes)
  const plan = planLayout(headed, asked)
  const long = lengthen(headed, plan)
  const tooLong = gridExcess(long.rows.length, long.headers.length)
  if (tooLong !== null) return err(tooLong)
  return ok(
    finish(withoutEmptyColumns(long), {
      layout: plan.layout,
      notes: [...notes, ...layoutNotes(headed, plan)],
    }),
  )
}

/** A table in which every curve has doses of its own. */
function readPairs(
  headed: HeadedGrid,
  pairs: NonNullable<ReturnType<typeof findPairs>>,
  notes: readonly string[],
): Result<GridReading, TableProblem> {
  const long = meltPairs(headed, pairs)
  const tooLong = gridExcess(long.rows.length, long.headers.length)
  if (tooLong !== null) return err(tooLong)
  const note = `Each of the ${pairs.length} columns of doses became rows with the responses right of it.`
  return ok(finish(long, { layout: 'down', notes: [...notes, note] }))
}

/** Types columns, guesses their roles, and says what was done. */
function finish(
  long: LongTable,
  said: { readonly layout: Layout; readonly notes: readonly string[] },
): GridReading {
  const { columns, rows, notes } = finishColumns(long)
  const chunk = createChunkEncoder(columns).encode(rows)
  const builder = createFrameBuilder(columns)
  builder.append(chunk)
  const guess = guessMapping(builder.snapshot())
  return {
    rowCount: rows.length,
    columns,
    chunk,
    firstRows: rows.slice(0, SHOWN_ROWS),
    guess,
    layout: said.layout,
    notes: [...said.notes, ...notes, ...logNotes(columns, guess.mapping.dose)],
  }
}

/** Grids of plates as a row per well. */
function readPlates(grids: readonly PlateGrid[], emptyColumns: number): Result<GridReading, TableProblem> {
  const { headers, rows, wellCount, hasDoses } = platesAsRows(grids)
  const tooLong = gridExcess(rows.length, headers.length)
  if (tooLong !== null) return err(tooLong)
  const table: HeadedGrid = { headers, groups: null, rows, doses: null, skipped: 0 }
  const { headed, notes } = unitsToHeaders(table)
  const read = grids.length === 1 ? 'A plate grid was read' : `${grids.length} plate grids were read`
  const missing =
    'No grid holds concentrations: paste the layout (compound and concentration of each well) as grids of the same shape under this one.'
  return ok(
    finish(withoutEmptyColumns(headed), {
      layout: 'plate',
      notes: [
        `${read}: each of the ${wellCount} wells became a row.`,
        ...(hasDoses ? [] : [missing]),
        ...gridNotes(headed, emptyColumns),
        ...notes,
      ],
    }),
  )
}

function logNotes(columns: readonly ColumnMeta[], dose: number | null): readonly string[] {
  const log = columns.find(({ displayName }) => readHeader(displayName).isLog)
  if (dose !== null || log === undefined) return []
  return [`“${log.displayName}” holds logarithms: open the table, and Halfmax asks which.`]
}

function lengthen(headed: HeadedGrid, plan: LayoutPlan): LongTable {
  if (plan.layout === 'across') return meltAcross(headed, plan.plan, plan.doses)
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

function layoutNotes({ headers }: HeadedGrid, plan: LayoutPlan): string[] {
  if (plan.layout === 'long') return []
  const { dose, values, kept } = plan.plan
  const left = headers.filter(
    (header, index) => header !== '' && index !== dose && !values.includes(index) && !kept.includes(index),
  )
  const leftOut = left.length === 0 ? [] : [`Left out: ${left.map((header) => `“${header}”`).join(', ')}.`]
  const count = plan.plan.values.length
  if (plan.layout === 'down' && count === 1) return []
  return plan.layout === 'across'
    ? [
        `Doses were read from the header row: each of the ${count} columns under them became rows.`,
        ...plan.doses.zeros.map((zero) => `“${zero}” was read as dose 0.`),
      ]
    : [`Each of the ${count} columns beside the doses became rows.`, ...leftOut]
}
