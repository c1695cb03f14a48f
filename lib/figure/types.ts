/** One curve as a figure draws it, and the geometry both the plotly page and the pushed SVG are drawn from. */
import type { DoseUnit } from '../data-frame/types.ts'
import type { ExclusionCause } from '../workbench/types.ts'
import type { BandValues } from '../fit/types.ts'

export interface FigurePoint {
  readonly row: number
  readonly dose: number
  readonly response: number
  readonly replicate: number
  readonly isExcluded: boolean
  readonly reason: string | null
  /** How it came to be excluded; absent: by hand. */
  readonly cause?: ExclusionCause
  /** The program suggests to leave it out; nobody has. */
  readonly isProposed?: boolean
}

export interface FigureCurve {
  readonly id: string
  readonly label: string
  /** 0..4: colour, marker and dash of ui.md's series table; follows the sample, not the order on screen. */
  readonly series: number
  readonly points: readonly FigurePoint[]
  /** Null where there is no fit. Doses ascending, wider than the tested range; zero dose not included. */
  readonly band: BandValues | null
  /** Confidence level of the band; absent 0.95. */
  readonly level?: number
  /** Lowest and highest included positive dose: solid inside, dashed beyond. */
  readonly testedRange: readonly [number, number] | null
  /** Reported potency for the drop line, on log10 of the dose; null draws none. */
  readonly potency: {
    readonly logDose: number
    readonly response: number
    readonly logLower: number | null
    readonly logUpper: number | null
    /** "IC50 22.9 µM" */
    readonly text: string
  } | null
  /** What is reported, also where no line is dropped: "IC50 > 300 µM"; absent repeats `potency.text`. */
  readonly reportText?: string
}

export interface FigureInput {
  readonly title: string
  readonly doseLabel: string
  readonly responseLabel: string
  /** Lets the dose axis count in log10 M; absent or a mass unit keeps the reader's unit. */
  readonly doseUnit?: DoseUnit
  readonly curves: readonly FigureCurve[]
  readonly highlightedId: string | null
  /** A curve behind every panel of others, thin and grey; its own panel has none. */
  readonly ghost?: FigureCurve | null
}

export interface Tick {
  /** Position on the axis' own scale: log10 dose, or response. */
  readonly at: number
  readonly text: string
}

/** x is log10 dose; control points (dose 0) sit at `gutterX`, left of an axis break at `breakX`. */
export interface DoseAxis {
  readonly domain: readonly [number, number]
  readonly major: readonly Tick[]
  readonly minor: readonly number[]
  readonly gutterX: number | null
  readonly breakX: number | null
  readonly label: string
}

export interface ResponseAxis {
  readonly domain: readonly [number, number]
  readonly major: readonly Tick[]
  readonly minor: readonly number[]
  readonly label: string
}
