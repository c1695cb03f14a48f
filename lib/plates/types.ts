/** Plates, their wells, and what the values of a table are normalised to. Columns are indices into `DataFrame.columns`. */

/** Which wells are controls, told by the texts of one column. */
export interface Controls {
  readonly column: number
  /** Untreated wells: 0 % inhibition, 100 % of control. */
  readonly negative: readonly string[]
  /** Wells with the full effect: 100 % inhibition. */
  readonly positive: readonly string[]
}

export type NormalisationKind = 'inhibition' | 'percent-of-control'

/** Of the controls that a value is set against. */
export type Centre = 'mean' | 'median'

/** How every response is normalised before it is fitted. */
export interface Normalisation extends Controls {
  readonly kind: NormalisationKind
  /** Columns whose values together name the wells normalised by their own controls; none: all rows together. */
  readonly by: readonly number[]
  readonly centre: Centre
  /** Of the values as measured, to return to. */
  readonly rawUnit: string
}

/** Which wells share their controls: those of a plate, of a run, of one reading of all, or all there are. */
export type NormalisationScope = 'plate' | 'run' | 'reading' | 'all'

/** A normalisation that holds for other tables too: its column by the header, its wells by their texts. */
export interface NamedNormalisation {
  readonly kind: NormalisationKind
  readonly column: string
  readonly negative: readonly string[]
  readonly positive: readonly string[]
  readonly scope: NormalisationScope
  readonly centre: Centre
}

/** What a plate must meet to be used without a second look. */
export interface PlateLimits {
  /** Z′ and robust Z′ below it are flagged. */
  readonly lowestZPrime: number
  /** Percent, of the negative controls. */
  readonly highestCv: number
  readonly lowestSignalToBackground: number
  /** Of each control: fewer give no scatter to trust. */
  readonly fewestControls: number
  /** Robust SDs of single wells: outer against inner ones, and across rows and columns. */
  readonly highestShift: number
}

/** Columns that place a row on a plate. The same plate in two runs is two plates. */
export interface PlateLayout {
  readonly run: number | null
  readonly plate: number | null
  /** Well names such as `A01`. */
  readonly well: number | null
}

/** Counted from 0: A01 is row 0, column 0. */
export interface WellPlace {
  readonly row: number
  readonly column: number
}

/** A well and what is looked at on it: a deviation, a residual, a response. */
export interface WellValue extends WellPlace {
  readonly value: number
}
