import { headerFamily } from '../data-frame/header-family.ts'
import { readHeader } from '../data-frame/header.ts'
import { isNumberLike } from './cell-number.ts'
import { readWordedDose } from './dose-text.ts'
import { isFilled } from './tidy-grid.ts'
import type { Grid } from './types.ts'

/** One picture of a plate: `1 2 3 …` above, `A B C …` at the left; a whole plate may lack the numbers. */
export interface PlateGrid {
  /** What stands above it or in its corner; `''` without. */
  readonly title: string
  /** Text of each filled well, by its name, `A01`. */
  readonly wells: ReadonlyMap<string, string>
}

/** The grids of a sheet in their order; none where the sheet holds anything else. */
export function findPlateGrids(grid: Grid): readonly PlateGrid[] {
  const found: PlateGrid[] = []
  let free = 0
  for (let at = 0; at < grid.length; at += 1) {
    const numbered = cornerOf(grid, at)
    const isNumbered = numbered !== null && countRows(grid, at + 1, numbered.column) >= 2
    const corner = isNumbered ? numbered : unnumberedCorner(grid, at, free)
    if (corner === null) continue
    // Row of the numbers, or where they would be.
    const top = isNumbered ? at : at - 1
    const rows = countRows(grid, top + 1, corner.column)
    found.push({
      title: titleOf(grid, top, { corner: corner.column, free }),
      wells: wellsOf(grid, top, { ...corner, rows }),
    })
    at = top + rows
    free = at + 1
  }
  return found
}

interface Corner {
  /** Index of the column of letters. */
  readonly column: number
  readonly columns: number
}

/** Where the row counts 1, 2, 3, …: three columns or more. */
function cornerOf(grid: Grid, at: number): Corner | null {
  const row = grid[at] ?? []
  const first = row.findIndex((cell) => Number(cell) === 1 && cell !== '')
  if (first < 1) return null
  let columns = 0
  while (isFilled(row[first + columns] ?? '') && Number(row[first + columns]) === columns + 1) columns += 1
  return columns >= 3 && columns <= 48 ? { column: first - 1, columns } : null
}

/** Columns of whole plates, by their rows: without numbers above them only these are taken for plates. */
const COLUMNS: ReadonlyMap<number, number> = new Map([
  [4, 6],
  [8, 12],
  [16, 24],
  [32, 48],
])

/** Where the letters of a whole plate begin under nothing but a title; a row of headers or doses names columns of a table. */
function unnumberedCorner(grid: Grid, at: number, free: number): Corner | null {
  const column = (grid[at] ?? []).findIndex(isFilled)
  if (column < 0 || grid[at]?.[column]?.toUpperCase() !== 'A') return null
  const rows = countRows(grid, at, column)
  const columns = COLUMNS.get(rows)
  const widths = grid.slice(at, at + rows).map((row) => row.findLastIndex(isFilled) - column)
  const above = at > free ? (grid[at - 1] ?? []).filter(isFilled).length : 0
  return columns !== undefined && Math.max(...widths) === columns && above <= 1 ? { column, columns } : null
}

function countRows(grid: Grid, from: number, column: number): number {
  let rows = 0
  while (rows < 32 && grid[from + rows]?.[column]?.toUpperCase() === letterOf(rows)) rows += 1
  return rows
}

function letterOf(row: number): string {
  return row < 26 ? String.fromCharCode(65 + row) : `A${String.fromCharCode(39 + row)}`
}

function wellsOf(grid: Grid, at: number, { column, columns, rows }: Corner & { readonly rows: number }) {
  const wells = new Map<string, string>()
  for (let row = 0; row < rows; row += 1) {
    for (let place = 0; place < columns; place += 1) {
      const text = grid[at + 1 + row]?.[column + 1 + place] ?? ''
      if (text !== '') wells.set(`${letterOf(row)}${String(place + 1).padStart(2, '0')}`, text)
    }
  }
  return wells
}

/** The corner's own text, else the row above if it is a title: one or two cells that belong to no other grid. */
function titleOf(
  grid: Grid,
  at: number,
  { corner, free }: { readonly corner: number; readonly free: number },
): string {
  const own = grid[at]?.[corner] ?? ''
  if (/\p{L}/u.test(own)) return own
  const above = at > free || (at === free && at > 0) ? (grid[at - 1] ?? []).filter(isFilled) : []
  return at - 1 >= free && above.length <= 2 ? above.join(' ') : ''
}

/** What the wells of one plate have, a column per kind of text. */
export interface PlateTable {
  readonly headers: readonly string[]
  readonly rows: Grid
  readonly wellCount: number
  readonly hasDoses: boolean
}

const PLATE = /\bplate\s*(?:number|no\.?|id|name)?\s*[:#-]?\s*(?=[\w.-]*\d)([\w.-]+)/i

/** Grids as a row per well: a grid that names no plate (a layout) goes with every plate that is named. */
export function platesAsRows(grids: readonly PlateGrid[]): PlateTable {
  const placed = placeGrids(grids.flatMap(splitContents))
  const plates = [...new Set(placed.flatMap(({ plate }) => plate ?? []))]
  const names = [...new Set(placed.map(({ name }) => name))]
  const rows = (plates.length === 0 ? [null] : plates).flatMap((plate) => {
    const own = placed.filter((grid) => grid.plate === null || grid.plate === plate)
    const wells = [...new Set(own.flatMap(({ wells: filled }) => [...filled.keys()]))].toSorted(byWell)
    const cellOf = (name: string, well: string) =>
      own.find((g) => g.name === name && g.wells.has(well))?.wells.get(well) ?? ''
    return wells.map((well) => [
      ...(plate === null ? [] : [plate]),
      well,
      ...names.map((name) => cellOf(name, well)),
    ])
  })
  return {
    headers: [...(plates.length === 0 ? [] : ['Plate']), 'Well', ...names],
    rows,
    wellCount: rows.length,
    hasDoses: names.some((name) => headerFamily(readHeader(name))?.family === 'dose'),
  }
}

/** `B02` before `AA01`, and rows before columns. */
function byWell(a: string, b: string): number {
  const rowOf = (well: string) => well.replace(/\d+$/, '')
  return rowOf(a).length - rowOf(b).length || (a < b ? -1 : a > b ? 1 : 0)
}

interface NamedGrid {
  readonly name: string
  readonly plate: string | null
  readonly wells: ReadonlyMap<string, string>
}

/** Plates by their titles; where a readout comes twice and no title names a plate, they are counted. */
function placeGrids(grids: readonly PlateGrid[]): readonly NamedGrid[] {
  const named = grids.map(({ title, wells }) => {
    const plate = PLATE.exec(title)
    const rest = title.replace(plate?.[0] ?? '', '').replaceAll(/^[\s:,;-]+|[\s:,;-]+$/g, '')
    return { name: nameOf(rest, wells), plate: plate?.[1] ?? null, wells }
  })
  const seen = new Map<string, number>()
  return named.map((grid) => {
    const isAgain = named.filter(({ name, plate }) => name === grid.name && plate === grid.plate).length > 1
    const count = (seen.get(grid.name) ?? 0) + 1
    seen.set(grid.name, count)
    return isAgain && grid.plate === null ? { ...grid, plate: String(count) } : grid
  })
}

function nameOf(title: string, wells: ReadonlyMap<string, string>): string {
  const isNumbers = [...wells.values()].filter(isNumberLike).length * 2 >= wells.size
  const family = headerFamily(readHeader(title))?.family
  if (isNumbers) return title === '' || family === 'ignored' ? 'Signal' : title
  const isMap = family === undefined || family === 'ignored' || family === 'group'
  const isDoses = [...wells.values()].some((text) => readWordedDose(text)?.unit != null)
  if (isDoses && family !== 'dose' && isMap) return 'Concentration'
  return isMap && family !== 'group' ? 'Compound' : title
}

const CONTENTS = /^(.*?\S)[\s,;:/|@_]+((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(\S*)$/

/** `CPD-1 0.1 µM` in the wells of a layout: a grid of names and one of doses. */
function splitContents({ title, wells }: PlateGrid): readonly PlateGrid[] {
  const split = [...wells].map(([well, text]) => [well, text, CONTENTS.exec(text)] as const)
  const dosed = split.filter(
    ([, , parts]) =>
      parts !== null && (parts[3] === '' || readWordedDose(`${parts[2]} ${parts[3]}`)?.unit != null),
  )
  const doses = new Set(dosed.map(([, , parts]) => parts?.[2] ?? ''))
  // Names that end in a number (`CPD 1`, `CPD 2`) come with one number each; doses come again and again, or with a unit.
  const hasUnits = dosed.length > 0 && dosed.every(([, , parts]) => (parts?.[3] ?? '') !== '')
  const names = new Set(dosed.map(([, , parts]) => parts?.[1] ?? ''))
  if (dosed.length * 2 < wells.size || doses.size < 3 || (!hasUnits && names.size < 2))
    return [{ title, wells }]
  const partsOf = new Map(dosed.map(([well, , parts]) => [well, parts]))
  const compounds = [...wells].map(([well, text]): [string, string] => [well, partsOf.get(well)?.[1] ?? text])
  const amounts = dosed.map(([well, , parts]): [string, string] => [
    well,
    `${parts?.[2] ?? ''} ${parts?.[3] ?? ''}`.trim(),
  ])
  return [
    { title: 'Compound', wells: new Map(compounds) },
    { title: 'Concentration', wells: new Map(amounts) },
  ]
}
