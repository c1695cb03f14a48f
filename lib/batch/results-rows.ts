import { csvRows } from '../outputs/csv.ts'
import { fittedCurves } from '../outputs/fitted-curve.ts'
import { resultsColumns } from '../outputs/results-table.ts'
import type { FittedCurve, OutputContext } from '../outputs/types.ts'
import type { CurveFit } from '../fit/types.ts'
import { includedPoints } from '../workbench/selectors.ts'
import { normalisationText } from '../workbench/normalisation-text.ts'
import type { BatchPlan } from './plan-batch.ts'

export interface Origin {
  readonly analysisId: string
  readonly frameName: string
  readonly version: string
}

/**
 * The results frame of a batch, piece by piece. Which columns it has depends on all of its fits: they are noted first,
 * then the rows of each chunk can be written.
 */
export class ResultsRows {
  readonly #plan: BatchPlan
  readonly #origin: Origin
  /** One curve of every kind there is. */
  readonly #kinds = new Map<string, FittedCurve>()
  #columns: ReturnType<typeof resultsColumns> | null = null

  constructor(plan: BatchPlan, origin: Origin) {
    this.#plan = plan
    this.#origin = origin
  }

  /** @param from  place of the first of them among the curves of the plan */
  note(from: number, fits: readonly CurveFit[]): void {
    for (const fitted of this.#fitted(from, fits)) {
      const kind = kindOf(fitted.fit)
      if (!this.#kinds.has(kind)) this.#kinds.set(kind, fitted)
    }
    this.#columns = null
  }

  header(): string {
    return csvRows([this.#table().headers], 'run')
  }

  rows(from: number, fits: readonly CurveFit[]): string {
    return csvRows(this.#fitted(from, fits).map(this.#table().rowOf), 'run')
  }

  #table() {
    const { frame, work } = this.#plan
    const context: OutputContext = {
      ...this.#origin,
      curves: [...this.#kinds.values()],
      frame,
      exclusions: Object.values(work.exclusions),
      normalisation: work.normalisation && {
        text: normalisationText(work.normalisation, frame),
        rawUnit: work.normalisation.rawUnit,
      },
    }
    return (this.#columns ??= resultsColumns(context))
  }

  #fitted(from: number, fits: readonly CurveFit[]): readonly FittedCurve[] {
    const { frame, work, curves } = this.#plan
    const ofCurves = fits.flatMap((fit, place) => {
      const curve = curves[from + place]
      return curve ? [{ curve, fit, isIncluded: includedPoints(work, curve) }] : []
    })
    return fittedCurves(ofCurves, { work, frame, allCurves: curves })
  }
}

/** What the columns of a table are chosen by. */
function kindOf({ parameters, effects }: CurveFit): string {
  return JSON.stringify([
    parameters.map(({ name }) => name),
    effects?.map(({ kind, level }) => [kind, level]),
  ])
}
