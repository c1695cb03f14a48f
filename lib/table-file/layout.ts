import { headerFamily } from '../data-frame/header-family.ts'
import { readHeader } from '../data-frame/header.ts'
import { isNumberLike } from './cell-number.ts'
import { isDoseSeries, readDoseText } from './dose-text.ts'
import type { HeadedGrid } from './header-rows.ts'
import { splitReadouts, splitSampleName } from './sample-name.ts'
import { isFilled } from './tidy-grid.ts'
import type { Layout } from './types.ts'

/** Where things stand in a wide table: indices of columns. */
export interface WidePlan {
  /** `down`: the column of doses. `across`: null, the header row has them. */
  readonly dose: number | null
  /** Columns of responses. */
  readonly values: readonly number[]
  /** Columns that go with every response of their row: names, cell lines, plates. */
  readonly kept: readonly number[]
}

export type LayoutPlan =
  | { readonly layout: 'long' }
  | { readonly layout: 'down'; readonly plan: WidePlan }
  | { readonly layout: 'across'; readonly plan: WidePlan }

/** How the table is laid out. A layout asked for is taken where the table has what it needs, else it is read as long. */
export function planLayout(headed: HeadedGrid, asked: Layout | undefined): LayoutPlan {
  if (asked === 'long') return { layout: 'long' }
  if (asked !== 'down' && headed.hasDoseHeaders) return { layout: 'across', plan: acrossPlan(headed) }
  if (asked === 'across') return { layout: 'long' }
  const plan = downPlan(headed, asked === 'down')
  return plan === null ? { layout: 'long' } : { layout: 'down', plan }
}

function acrossPlan({ headers }: HeadedGrid): WidePlan {
  const first = headers.findIndex((header) => isFilled(header) && readDoseText(header) !== null)
  const isDose = (header: string, index: number) => index >= first && readDoseText(header) !== null
  return {
    dose: null,
    values: headers.flatMap((header, index) => (isDose(header, index) ? [index] : [])),
    kept: headers.flatMap((header, index) => (isDose(header, index) ? [] : [index])),
  }
}

/** Null where the columns beside the doses do not look like samples or replicates of one another. */
function downPlan(headed: HeadedGrid, isAsked: boolean): WidePlan | null {
  const { headers, groups } = headed
  const indices = headers.map((_, index) => index)
  const numeric = indices.filter((index) => isNumeric(headed, index))
  const dose = findDose(headed, numeric)
  if (dose === null) return null
  const texts = indices.filter((index) => !numeric.includes(index) && hasCells(headed, index))
  const others = numeric.filter((index) => index !== dose)
  const values = others.filter((index) => !isAside(headers[index] ?? ''))
  const plan = { dose, values, kept: texts.concat(others.filter((index) => !values.includes(index))) }
  if (isAsked) return values.length > 0 ? plan : null
  if (values.length < 2 || texts.length > 0) return null
  return groups !== null || areAlike(values.map((index) => headers[index] ?? '')) ? plan : null
}

/** A column that the header names as dose, else the first that climbs as doses do. */
function findDose(headed: HeadedGrid, numeric: readonly number[]): number | null {
  const familyOf = (index: number) => headerFamily(readHeader(headed.headers[index] ?? ''))?.family
  const named = numeric.filter((index) => familyOf(index) === 'dose')
  if (named.length > 0) return named.length === 1 ? (named[0] ?? null) : null
  const climbs = (index: number) => {
    const doses = headed.rows.flatMap((row) => readDoseText(row[index] ?? '') ?? [])
    return isDoseSeries(doses.filter(({ value }) => value !== 0))
  }
  const first = numeric.find((index) => familyOf(index) === undefined)
  return first !== undefined && first === numeric[0] && climbs(first) ? first : null
}

/** Samples (names that mean nothing else) or replicates of one readout, not several readouts of long rows. */
function areAlike(headers: readonly string[]): boolean {
  const named = headers.filter(isFilled)
  const stems = new Set(named.map((header) => splitSampleName(header).name.toLowerCase()))
  if (stems.size <= 1 || splitReadouts(named) !== null) return true
  const families = named.map((header) => headerFamily(readHeader(header))?.family)
  return families.every((family) => family === undefined || family === 'group' || family === 'replicate')
}

/** Columns of numbers that are never responses: plate, row, standard deviation, unit. */
function isAside(header: string): boolean {
  const family = headerFamily(readHeader(header))?.family
  return family === 'ignored' || family === 'unit' || family === 'role' || family === 'dose'
}

function isNumeric({ rows }: HeadedGrid, index: number): boolean {
  const cells = rows.flatMap((row) => row[index] || [])
  return cells.length > 0 && cells.filter(isNumberLike).length * 2 >= cells.length
}

function hasCells({ rows }: HeadedGrid, index: number): boolean {
  return rows.some((row) => (row[index] ?? '') !== '')
}
