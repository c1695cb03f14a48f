import { useMemo } from 'react'
import { cellText } from '@/lib/data-frame/cell.ts'
import { scaleOfUnit } from '@/lib/data-frame/response-scale.ts'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { residuals } from '@/lib/fit/curve-values.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { plateLimits } from '@/lib/plates/bad-plate.ts'
import { controlSides, type ControlSide } from '@/lib/plates/control-rows.ts'
import { madeOnce } from '@/lib/made-once.ts'
import { guessControls } from '@/lib/plates/guess-controls.ts'
import { guessLayout } from '@/lib/plates/guess-layout.ts'
import { plateSummary, type PlateSummary } from '@/lib/plates/plate-summary.ts'
import { platesOf, repeatColumns, type Plate } from '@/lib/plates/plates-of.ts'
import type { Controls, PlateLayout } from '@/lib/plates/types.ts'
import { exclusionOf } from '@/lib/workbench/selectors.ts'
import type { Exclusion } from '@/lib/workbench/types.ts'
import type { Bench } from '../use-bench.ts'
import { useUnhurried } from './use-unhurried.ts'

/** One row of the table as the map of its plate shows it, in one readout. */
export interface WellView {
  readonly row: number
  readonly side: ControlSide | null
  /** What the row's sample columns say, or the value that marks the control. */
  readonly content: string
  /** Null where the row makes no point of a curve, as controls do not. */
  readonly curve: CurveData | null
  readonly dose: number
  readonly measured: number
  readonly normalised: number
  readonly residual: number
  readonly exclusion: Exclusion | null
}

export interface Plates {
  readonly layout: PlateLayout
  readonly controls: Controls | null
  readonly list: readonly { readonly plate: Plate; readonly summary: PlateSummary }[]
  wellAt(row: number): WellView
}

/** With more than these, residuals of all plates are looked at anew now and then only. */
const MANY_CURVES = 500
const WAIT_MS = 1500

/** Plates of a bench in one readout; residuals follow the fits when the page has time. */
export function usePlates(bench: Bench, responseColumn: number): Plates {
  const { measured, frame, work, curves } = bench
  const { mapping, normalisation } = work
  const entries = useUnhurried(bench.fits.entries, curves.length > MANY_CURVES ? WAIT_MS : 0)
  const layout = useMemo(() => work.layout ?? guessLayout(measured), [work.layout, measured])
  const controls = useMemo(() => normalisation ?? guessControls(mapping), [normalisation, mapping])
  const plates = useMemo(
    () => platesOf(measured, layout, repeatColumns(measured, layout, mapping.groups)),
    [measured, layout, mapping.groups],
  )
  const places = useMemo(() => placesOf(curves, responseColumn), [curves, responseColumn])
  return useMemo(() => {
    const numbers = (column: (typeof measured.columns)[number] | undefined) => (row: number) =>
      column?.numbers[row] ?? Number.NaN
    const raw = numbers(measured.columns[responseColumn])
    const scaled = numbers(frame.columns[responseColumn])
    const dose = numbers(frame.columns[mapping.dose ?? -1])
    const side = controls ? controlSides(measured, controls) : () => null
    const residual = (row: number) => {
      const place = places.get(row)
      const fit = place && entries.get(place.curve.id)?.fit
      return place && fit ? (residualsOf(fit)(place.curve)[place.index] ?? Number.NaN) : Number.NaN
    }
    const exclusion = (row: number) => exclusionOf(work, responseColumn, row)
    const rawUnit = normalisation?.rawUnit ?? mapping.responseUnit
    const readout = {
      measured: raw,
      scaled,
      residual,
      side,
      isLeftOut: (row: number) => exclusion(row) !== null,
      limits: plateLimits(work.plateLimits),
      isPercent: scaleOfUnit(rawUnit) !== 'arbitrary',
    }
    return {
      layout,
      controls,
      list: plates.map((plate) => ({ plate, summary: plateSummary(plate, readout) })),
      wellAt: (row) => ({
        row,
        side: side(row),
        content: contentOf(bench, row),
        curve: places.get(row)?.curve ?? null,
        dose: dose(row),
        measured: raw(row),
        normalised: normalisation ? scaled(row) : Number.NaN,
        residual: residual(row),
        exclusion: exclusion(row),
      }),
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [measured, frame, work, entries, layout, controls, plates, places, responseColumn])
}

interface Place {
  readonly curve: CurveData
  readonly index: number
}

function placesOf(curves: readonly CurveData[], responseColumn: number): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>()
  for (const curve of curves) {
    if (curve.responseColumn !== responseColumn) continue
    for (const [index, row] of curve.rows.entries()) places.set(row, { curve, index })
  }
  return places
}

function contentOf({ measured, work }: Bench, row: number): string {
  return work.mapping.groups
    .map((index) => cellText(measured.columns[index] ?? NO_COLUMN, row).trim())
    .filter((text) => text !== '')
    .join(' ')
}

const NO_COLUMN = {
  displayName: '',
  typeName: 'String',
  numbers: new Float64Array(),
  codes: new Uint32Array(),
  dictionary: [],
} as const

/** A curve's residuals are asked for once per well. */
const residualsOf = madeOnce((fit: CurveFit) => madeOnce((curve: CurveData) => residuals(fit, curve)))
