import { useMemo } from 'react'
import { readoutLabels } from '@/lib/data-frame/readout.ts'
import type { ColumnMapping, CurveData, DataFrame } from '@/lib/data-frame/types.ts'
import { residuals } from '@/lib/fit/curve-values.ts'
import { exclusionCount } from '@/lib/workbench/selectors.ts'
import { tableColumns } from './table-columns.ts'
import { badCellKey, type TableModel } from './table-model.ts'
import type { Bench } from './use-bench.ts'

/** The table of a bench: columns in reading order, with the selected curve's replicates and residuals. */
export function useTableModel(bench: Bench): TableModel {
  const { frame, work, curve, curves, entry, seriesOf } = bench
  const { mapping } = work
  const sampleCount = useMemo(() => new Set(curves.map(sampleKey)).size, [curves])
  const columns = useMemo(
    () =>
      tableColumns({
        frame,
        mapping,
        activeResponse: curve?.responseColumn ?? null,
        activeLabel: activeReadout(frame, mapping, curve),
        hasGroups: sampleCount > 1,
      }),
    [frame, mapping, curve, sampleCount],
  )
  const badCells = useMemo(
    () =>
      new Map(curves.flatMap((one) => one.badCells.map((cell) => [badCellKey(cell.row, cell.column), cell]))),
    [curves],
  )
  const replicates = useMemo(() => replicatesOf(curves, curve), [curves, curve])
  const residualsByRow = useMemo(() => residualsOf(curve, entry), [curve, entry])
  const siblings = useMemo(() => siblingSeries(curves, curve, seriesOf), [curves, curve, seriesOf])
  const curveRows = useMemo(() => (sampleCount > 1 && curve ? rowsOf(curve) : null), [sampleCount, curve])
  const { exclusions } = work
  const exclusionText = useMemo(() => exclusionCount(work, curves).text, [work, curves])
  const residualDecimals = useMemo(
    () => decimalsFor([...residualsByRow.values()], curve?.response ?? []),
    [residualsByRow, curve],
  )
  return useMemo(
    () => ({
      frame,
      columns,
      derived: { replicates, residuals: residualsByRow },
      exclusions,
      badCells,
      activeResponse: curve?.responseColumn ?? null,
      seriesOf: siblings,
      residualDecimals,
      exclusionText,
      curveRows,
    }),
    [
      frame,
      columns,
      replicates,
      residualsByRow,
      exclusions,
      badCells,
      curve,
      siblings,
      residualDecimals,
      exclusionText,
      curveRows,
    ],
  )
}

/** "24 h": which readout the residuals belong to; `''` where there is one. */
function activeReadout(frame: DataFrame, { responses }: ColumnMapping, curve: CurveData | null): string {
  if (!curve || responses.length < 2) return ''
  return readoutLabels(frame.columns, responses)[responses.indexOf(curve.responseColumn)] ?? ''
}

function sampleKey(curve: CurveData): string {
  return JSON.stringify(curve.groupValues)
}

/** Of the selected readout in every sample, so that the column is whole whatever rows are shown. */
function replicatesOf(curves: readonly CurveData[], curve: CurveData | null): ReadonlyMap<number, number> {
  const replicates = new Map<number, number>()
  for (const one of curves) {
    if (one.responseColumn !== curve?.responseColumn) continue
    for (const [index, row] of one.rows.entries()) replicates.set(row, one.replicate[index] ?? 1)
  }
  return replicates
}

function residualsOf(curve: CurveData | null, entry: Bench['entry']): ReadonlyMap<number, number> {
  if (!curve || !entry || entry.fit.parameters.length === 0) return new Map()
  const values = residuals(entry.fit, curve)
  return new Map(
    Array.from(curve.rows, (row, index): [number, number] => [row, values[index] ?? NaN]).filter(
      ([, value], index) => Number.isFinite(value) && entry.isIncluded[index] === true,
    ),
  )
}

/** Series of the selected sample's readouts, by response column. */
function siblingSeries(
  curves: readonly CurveData[],
  curve: CurveData | null,
  seriesOf: ReadonlyMap<string, number>,
): ReadonlyMap<number, number> {
  if (!curve) return new Map()
  const key = sampleKey(curve)
  return new Map(
    curves
      .filter((one) => sampleKey(one) === key)
      .map((one) => [one.responseColumn, seriesOf.get(one.id) ?? 0]),
  )
}

function rowsOf(curve: CurveData): Uint32Array {
  return Uint32Array.from(new Set([...curve.rows, ...curve.badCells.map(({ row }) => row)])).sort()
}

/** Residuals below this share of the responses are what arithmetic leaves of 0. */
const ROUNDING = 1e-10

/** So that the largest shows three significant figures and all line up; two where the curve meets every point. */
function decimalsFor(values: readonly number[], responses: Iterable<number>): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  let size = 0
  for (const response of responses) size = Math.max(size, Math.abs(response))
  if (!(largest > ROUNDING * size)) return 2
  return Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(largest))))
}
