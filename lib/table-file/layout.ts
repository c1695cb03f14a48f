import { isControlValue } from '../data-frame/control-words.ts'
import { headerFamily } from '../data-frame/header-family.ts'
import type { HeaderFamily } from '../data-frame/header-family.ts'
import { readHeader } from '../data-frame/header.ts'
import { isNumberLike } from './cell-number.ts'
import type { DoseHeaders } from './dose-headers.ts'
import { isDoseSeries, readDoseText } from './dose-text.ts'
import type { HeadedGrid } from './header-rows.ts'
import { splitReadouts, splitSampleName } from './sample-name.ts'
import { saysDose } from './header-says.ts'
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
  | { readonly layout: 'across'; readonly plan: WidePlan; readonly doses: DoseHeaders }

/** How the table is laid out. A layout asked for is taken where the table has what it needs, else it is read as long. */
export function planLayout(headed: HeadedGrid, asked: Layout | undefined): LayoutPlan {
  if (asked === 'long') return { layout: 'long' }
  if (asked !== 'down' && headed.doses !== null)
    return { layout: 'across', plan: acrossPlan(headed.headers, headed.doses), doses: headed.doses }
  if (asked === 'across') return { layout: 'long' }
  const plan = downPlan(headed, asked === 'down')
  return plan === null ? { layout: 'long' } : { layout: 'down', plan }
}

function acrossPlan(headers: readonly string[], { doses }: DoseHeaders): WidePlan {
  const indices = headers.map((_, index) => index)
  const isDose = (index: number) => (doses[index] ?? null) !== null
  return { dose: null, values: indices.filter(isDose), kept: indices.filter((index) => !isDose(index)) }
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
  const kept = texts.concat(
    others.filter((index) => !values.includes(index) && !isSpread(headers[index] ?? '')),
  )
  const plan = { dose, values, kept }
  if (isAsked) return values.length > 0 ? plan : null
  const names = values.map((index) => headers[index] ?? '')
  // Two columns of numbers without any header.
  if (values.length === 1 && texts.length === 0 && headers.every((header) => header === '')) return plan
  if (values.length === 1 && texts.length === 0 && familyOfHeader(names[0] ?? '') === 'group') return plan
  if (values.length < 2) return null
  // Beside names of compounds only what is counted, `rep 1 | rep 2`, is replicates.
  if (texts.length > 0) return areCounted(names) ? plan : null
  return groups !== null || areAlike(names) ? plan : null
}

/** `rep 1 | rep 2 | rep 3`, `Viability 1 | Viability 2`. */
function areCounted(headers: readonly string[]): boolean {
  const split = headers.map(splitSampleName)
  const [first] = split
  const isOneReadout = split.every(
    ({ name, replicate }) => replicate !== null && name.toLowerCase() === first?.name.toLowerCase(),
  )
  return isOneReadout || splitReadouts(headers) !== null
}

/** A column that the header names as dose, else the first that climbs as doses do. */
function findDose(headed: HeadedGrid, numeric: readonly number[]): number | null {
  const familyOf = (index: number) => familyOfHeader(headed.headers[index] ?? '')
  const isNamed = (index: number) => familyOf(index) === 'dose' || saysDose(headed.groups?.[index] ?? '')
  const named = numeric.filter(isNamed)
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
  const families = named.map(familyOfHeader)
  return families.every(
    (family, index) =>
      family === undefined ||
      family === 'group' ||
      family === 'replicate' ||
      isControlName(named[index] ?? ''),
  )
}

/** `Control`, `DMSO`: above numbers the sample they are of, and no column of roles. */
function isControlName(header: string): boolean {
  return isControlValue(header, false)
}

/** Columns of numbers that are never responses: plate, row, standard deviation, unit. */
function isAside(header: string): boolean {
  const family = familyOfHeader(header)
  const isRole = family === 'role' && !isControlName(header)
  return family === 'ignored' || family === 'unit' || isRole || family === 'dose'
}

/** Spread or count of the replicates behind a mean: of one sample, so that it goes with no other sample's row. */
function isSpread(header: string): boolean {
  return /\b(?:sd|sem|se|cv|stdev|std(?:\.? ?dev(?:iation)?)?|std err(?:or)?|n)\b\W*$/i.test(
    header.replaceAll('_', ' '),
  )
}

function isNumeric({ rows }: HeadedGrid, index: number): boolean {
  const cells = rows.flatMap((row) => row[index] || [])
  return cells.length > 0 && cells.filter(isNumberLike).length * 2 >= cells.length
}

function hasCells({ rows }: HeadedGrid, index: number): boolean {
  return rows.some((row) => (row[index] ?? '') !== '')
}

function familyOfHeader(header: string): HeaderFamily | undefined {
  return headerFamily(readHeader(header))?.family
}
