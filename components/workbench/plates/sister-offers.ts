import type { CurveData, DataFrame } from '@/lib/data-frame/types.ts'
import { guessLayout } from '@/lib/plates/guess-layout.ts'
import { sisterFinder } from '@/lib/plates/sister-points.ts'
import { exclusionOf } from '@/lib/workbench/selectors.ts'
import type { Exclusion, Work } from '@/lib/workbench/types.ts'

/** A point that is in while another readout or time of its well was taken out. */
export interface SisterOffer {
  /** Unique among all offers, for as long as the exclusion stands. */
  readonly key: string
  readonly curve: CurveData
  readonly row: number
  readonly from: Exclusion
  readonly fromCurve: CurveData
}

interface Table {
  /** As measured. */
  readonly frame: DataFrame
  readonly curves: readonly CurveData[]
  readonly work: Work
}

/** What could be taken out of the curve given because of its sisters, or of these because of it; in order of rows. */
export function sisterOffers({ frame, curves, work }: Table, curve: CurveData): readonly SisterOffer[] {
  const find = finderOf(frame, curves, work.layout)
  const offers = new Map<string, SisterOffer>()
  for (const from of Object.values(work.exclusions)) {
    const sisters = find(from.row, from.responseColumn)
    const fromCurve = sisters.length === 0 ? undefined : ownerOf(curves, from)
    if (!fromCurve) continue
    for (const sister of find(from.row, from.responseColumn)) {
      if (sister.curve !== curve && fromCurve !== curve) continue
      if (exclusionOf(work, sister.curve.responseColumn, sister.row) !== null) continue
      const key = `${sister.curve.responseColumn}:${sister.row} ${from.at}`
      offers.set(key, { key, ...sister, from, fromCurve })
    }
  }
  return [...offers.values()].toSorted((a, b) => a.row - b.row)
}

/** Rows of every curve that read the same well as a row of the curve given, that row itself among them. By curve id. */
export function sisterRows(
  { frame, curves, work }: Table,
  { row, curve }: { readonly row: number; readonly curve: CurveData },
): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, readonly number[]>()
  if (!curve.rows.includes(row)) return rows
  rows.set(curve.id, [row])
  for (const sister of finderOf(frame, curves, work.layout)(row, curve.responseColumn)) {
    rows.set(sister.curve.id, [...(rows.get(sister.curve.id) ?? []), sister.row])
  }
  return rows
}

function ownerOf(curves: readonly CurveData[], { row, responseColumn }: Exclusion): CurveData | undefined {
  return curves.find((one) => one.responseColumn === responseColumn && one.rows.includes(row))
}

type Finder = ReturnType<typeof sisterFinder>

/** Indexing all points of a screen takes a moment; it is made once for a set of curves. */
function finderOf(frame: DataFrame, curves: readonly CurveData[], layout: Work['layout']): Finder {
  const known = finders.get(curves)
  if (known?.layout === layout) return known.find
  const find = sisterFinder(frame, layout ?? guessLayout(frame), curves)
  finders.set(curves, { layout, find })
  return find
}

const finders = new WeakMap<
  readonly CurveData[],
  { readonly layout: Work['layout']; readonly find: Finder }
>()
