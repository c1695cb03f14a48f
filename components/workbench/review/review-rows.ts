import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import type { Column, CurveData, DataFrame } from '@/lib/data-frame/types.ts'
import { responseAt } from '@/lib/fit/curve-values.ts'
import { includedRange } from '@/lib/figure/figure-curve.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { excludedRows } from '@/lib/workbench/excluded-rows.ts'
import { isMeasured } from '@/lib/workbench/measured-parameter.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import { reviewState } from '@/lib/workbench/review.ts'
import type { ReviewRow } from '@/lib/workbench/review-list.ts'
import type { CurveSettings, Review, Work } from '@/lib/workbench/types.ts'
import type { FitEntry } from '../fit-store.ts'

/** What the row of a curve was made of. */
interface Known {
  readonly curve: CurveData
  readonly entry: FitEntry | undefined
  readonly review: Review | undefined
  /** Of a marked curve; without a mark its state asks for no look at what it stands on. */
  readonly settings: CurveSettings | undefined
  readonly excluded: readonly number[] | undefined
  readonly row: ReviewRow
}

interface Options {
  readonly curves: readonly CurveData[]
  readonly work: Work
  readonly entries: ReadonlyMap<string, FitEntry>
  readonly groupsOf: (curve: CurveData) => ReviewRow['groups']
}

/**
 * Rows of all curves. Those whose curve nothing has touched are the very same as last time, and so is the list where no row
 * is another one.
 */
export function createReviewRows(): (options: Options) => readonly ReviewRow[] {
  let known: readonly Known[] = []
  let rows: readonly ReviewRow[] = []
  let shared: readonly unknown[] = []
  let lastGroupsOf: Options['groupsOf'] | null = null
  return ({ curves, work, entries, groupsOf }) => {
    const sharedNow = [activePolicy(work), work.groups, work.method, work.mapping]
    const isShared = sharedNow.every((one, i) => one === shared[i])
    const hasGroups = groupsOf === lastGroupsOf
    shared = sharedNow
    lastGroupsOf = groupsOf
    let isSame = known.length === curves.length
    const next = curves.map((curve, i) => {
      const made = madeOf(curve, work, entries.get(curve.id))
      const before = known[i]
      const isStill = hasGroups && (isShared || made.review === undefined)
      if (isStill && before !== undefined && isMadeOf(before, made)) return before
      isSame = false
      return { ...made, row: rowOf(curve, { work, entry: made.entry, groups: groupsOf(curve) }) }
    })
    if (!isSame) rows = next.map(({ row }) => row)
    known = next
    return rows
  }
}

function madeOf(curve: CurveData, work: Work, entry: FitEntry | undefined): Omit<Known, 'row'> {
  const review = work.reviews[curve.id]
  if (review === undefined) return { curve, entry, review, settings: undefined, excluded: undefined }
  const settings = work.curves[curve.id]
  return { curve, entry, review, settings, excluded: excludedRows(work.exclusions, curve) }
}

function isMadeOf(before: Known, made: Omit<Known, 'row'>): boolean {
  return (
    before.curve === made.curve &&
    before.entry === made.entry &&
    before.review === made.review &&
    before.settings === made.settings &&
    before.excluded === made.excluded
  )
}

interface Parts {
  readonly work: Work
  readonly entry: FitEntry | undefined
  readonly groups: ReviewRow['groups']
}

function rowOf(curve: CurveData, { work, entry, groups }: Parts): ReviewRow {
  const base = { id: curve.id, label: curve.label, state: reviewState(work, curve), groups }
  if (!entry) {
    return {
      ...base,
      verdict: 'fitting',
      screenClass: null,
      flags: [],
      logDose: null,
      qualifier: null,
      effect: null,
      slope: null,
      intervalDecades: null,
      sigma: null,
    }
  }
  const { relative, flags, sigma, screenClass } = entry.fit
  return {
    ...base,
    verdict: relative.verdict.kind,
    screenClass: screenClass?.ncats ?? null,
    // A guard is no news of its own: where it binds, the curve is at a bound.
    flags: flags.filter((flag) => !flag.startsWith('guard-')),
    logDose: relative.logDose,
    qualifier: relative.qualifier,
    effect: testedEffect(curve, entry),
    slope: slopeOf(entry.fit),
    intervalDecades: decadesOf(entry.fit),
    sigma,
  }
}

/** As the pushed table has it: of a flat curve or a step the fit's own number is none. */
function slopeOf(fit: CurveFit): number | null {
  if (!isMeasured(fit, 'hill')) return null
  return fit.parameters.find(({ name }) => name === 'hill')?.estimate ?? null
}

/** What the curve does from the lowest to the highest tested dose: nothing is extrapolated. */
function testedEffect(curve: CurveData, { fit, isIncluded }: FitEntry): number | null {
  const range = includedRange(curve, isIncluded)
  if (range === null) return null
  const [from, to] = range.map((dose) => responseAt(fit, dose))
  if (from === null || to === null || from === undefined || to === undefined) return null
  return Number.isFinite(to - from) ? to - from : null
}

function decadesOf({ relative: { interval, qualifier } }: CurveFit): number | null {
  if (interval === null || qualifier !== '=') return null
  const { lower, upper } = interval
  return lower === null || upper === null ? Infinity : upper - lower
}

/** Columns with more values than this tell every curve apart and are no groups. */
const MOST_VALUES = 200

/**
 * Values of the columns that are the same in every row of a curve and shared by several curves: target, batch. Of plates
 * and runs a curve may have several. With several readouts the readout is one too.
 */
export function curveGroups(
  frame: DataFrame,
  curves: readonly CurveData[],
  mapping: Work['mapping'],
): (curve: CurveData) => ReviewRow['groups'] {
  const headers = displayHeaders(frame.columns)
  const taken = new Set([mapping.dose, mapping.replicate, ...mapping.responses])
  const columns = frame.columns.flatMap((column, index) => {
    const header = headers[index] ?? ''
    const isShared = !taken.has(index) && isGroup(column, curves, { maySpread: SEVERAL.test(header) })
    return isShared ? [{ column, header }] : []
  })
  const hasReadouts = mapping.responses.length > 1
  return (curve) => [
    ...columns.flatMap(({ column, header }) =>
      valuesOf(column, curve).map((value) => ({ column: header, value })),
    ),
    ...(hasReadouts ? [{ column: 'Readout', value: headers[curve.responseColumn] ?? '' }] : []),
  ]
}

/** What replicates of one curve are spread over. */
const SEVERAL = /\b(plate|run|batch)\b/i

function isGroup(
  column: Column,
  curves: readonly CurveData[],
  { maySpread }: { readonly maySpread: boolean },
): boolean {
  const values = new Set<string>()
  for (const curve of curves) {
    const own = valuesOf(column, curve)
    if (own.length > 1 && !maySpread) return false
    for (const value of own) values.add(value)
    if (values.size > MOST_VALUES) return false
  }
  return values.size > 1 && (maySpread || values.size < curves.length)
}

function valuesOf(column: Column, { rows }: CurveData): readonly string[] {
  return [...new Set(Array.from(rows, (row) => cellText(column, row)))]
}

function cellText({ codes, numbers, dictionary }: Column, row: number): string {
  const code = codes[row] ?? 1
  if (code === 0) return String(numbers[row])
  return code === 1 ? 'empty' : (dictionary[code - 2] ?? '')
}
