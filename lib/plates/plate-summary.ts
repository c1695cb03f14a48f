import { plateFlags, type PlateFlag } from './bad-plate.ts'
import type { ControlSide } from './control-rows.ts'
import { controlQuality, type ControlQuality } from './control-quality.ts'
import { driftEffect, edgeEffect, FEWEST_LINES, isOuter, type PlaceEffect } from './place-effects.ts'
import type { Plate } from './plates-of.ts'
import { median } from '../data-frame/scatter.ts'
import type { PlateLimits, WellValue } from './types.ts'

/** What is to be said of one plate and one readout. */
export interface PlateSummary {
  readonly quality: ControlQuality
  readonly flags: readonly PlateFlag[]
  /** Shifts of more robust SDs are warned about. */
  readonly highestShift: number
  readonly edge: PlaceEffect | null
  /** From the first to the last row. */
  readonly rowDrift: PlaceEffect | null
  /** From the first to the last column. */
  readonly columnDrift: PlaceEffect | null
}

interface Readout {
  /** As measured, by row of the frame; NaN where there is no number. */
  readonly measured: (row: number) => number
  /** As fitted: the same, or normalised. */
  readonly scaled: (row: number) => number
  /** Of the row's curve, on the scale of `scaled`; NaN without a fit. */
  readonly residual: (row: number) => number
  readonly side: (row: number) => ControlSide | null
  readonly isLeftOut: (row: number) => boolean
  readonly limits: PlateLimits
  /** The values as measured are percentages. */
  readonly isPercent: boolean
}

/**
 * Figures of the controls from values as measured; shifts of edge, rows and columns from what each well should read:
 * a sample its curve, a control the median of its kind on the plate. Controls that stand in one place only, as in one
 * column, read that median by themselves, so they take no part in a shift between places.
 */
export function plateSummary(plate: Plate, readout: Readout): PlateSummary {
  const rows = plate.rows.filter((row) => !readout.isLeftOut(row))
  const valuesOf = (side: ControlSide, read: (row: number) => number) =>
    rows
      .filter((row) => readout.side(row) === side)
      .map(read)
      .filter(Number.isFinite)
  const figures = controlQuality(
    valuesOf('negative', readout.measured),
    valuesOf('positive', readout.measured),
  )
  const quality = readout.isPercent ? { ...figures, ...NO_RATIOS } : figures
  const levels = {
    negative: median(valuesOf('negative', readout.scaled)),
    positive: median(valuesOf('positive', readout.scaled)),
  }
  const wells = plate.rows.flatMap((row, i): Deviation[] => {
    const place = plate.places[i]
    if (!place || readout.isLeftOut(row)) return []
    const side = readout.side(row)
    const value = side === null ? readout.residual(row) : readout.scaled(row) - levels[side]
    return Number.isFinite(value) ? [{ ...place, value, side }] : []
  })
  const { format } = plate
  return {
    quality,
    flags: plateFlags(quality, readout.limits),
    highestShift: readout.limits.highestShift,
    edge:
      format &&
      edgeEffect(
        spread(wells, (well) => isOuter(well, format), 2),
        format,
      ),
    rowDrift: driftEffect(
      spread(wells, ({ row }) => row, FEWEST_LINES),
      'row',
    ),
    columnDrift: driftEffect(
      spread(wells, ({ column }) => column, FEWEST_LINES),
      'column',
    ),
  }
}

/** Of percentages, which stand about 0, ratios to a mean say nothing. */
const NO_RATIOS = { signalToBackground: null, negativeCv: null, positiveCv: null }

interface Deviation extends WellValue {
  readonly side: ControlSide | null
}

/** Without controls of a kind that is found in fewer than `fewest` of the places compared. */
function spread(
  wells: readonly Deviation[],
  placeOf: (well: Deviation) => unknown,
  fewest: number,
): readonly Deviation[] {
  const isSpread = (side: ControlSide) =>
    new Set(wells.filter((well) => well.side === side).map(placeOf)).size >= fewest
  const taken = { negative: isSpread('negative'), positive: isSpread('positive') }
  return wells.filter(({ side }) => side === null || taken[side])
}
