import type { CurveFit, FitOutcome, Potency } from '../fit/types.ts'
import { counted } from '../format/format-number.ts'
import { sharedUnit, uniqueHeaders, withUnit } from './headers.ts'
import { effectColumns } from './effect-columns.ts'
import { otherParameterColumns, sigmoidColumns } from './parameter-columns.ts'
import { errorDfOf, finite, potencyCells, type PotencyCells } from './potency-cells.ts'
import { madeInPieces, type Pieces } from '../made-once.ts'
import type { FittedCurve, OutputContext, OutputTable, ResultColumn } from './types.ts'

/**
 * One row per curve. The R example's columns come first, under its names; `std`, `t_Value` and `p_Value` are of the
 * linear IC50. What the verdict does not allow is null, with the qualifier and its limit dose beside it.
 *
 * @returns at most 100 columns; full precision.
 */
export const resultsTable = madeInPieces(function* (context: OutputContext): Pieces<OutputTable> {
  const { headers, rowOf } = resultsColumns(context)
  const rows: OutputTable['rows'][number][] = []
  for (const fitted of context.curves) {
    rows.push(rowOf(fitted))
    yield
  }
  return { headers, rows }
})

/**
 * The same for a table that is written piece by piece: its headers, and the row of a curve.
 *
 * @param context  its curves may be a few of the table's own, where every kind there is has one among them
 */
export function resultsColumns(context: OutputContext): {
  readonly headers: readonly string[]
  readonly rowOf: (fitted: FittedCurve) => OutputTable['rows'][number]
} {
  const columns = [
    ...exampleColumns(),
    ...sigmoidColumns(context),
    ...potencyColumns(context, 'relative'),
    ...potencyColumns(context, 'absolute'),
    ...effectColumns(context),
    ...otherParameterColumns(context),
    ...overrideColumns(context),
    ...reviewColumns(context),
    ...fitColumns(),
    ...originColumns(context),
  ]
  return {
    headers: uniqueHeaders(columns.map(({ header }) => header)),
    rowOf: (fitted) => columns.map(({ cell }) => cell(fitted)),
  }
}

function exampleColumns(): ResultColumn[] {
  const relative = (fitted: FittedCurve): PotencyCells => potencyCells(fitted.fit.relative, errorDfOf(fitted))
  return [
    { header: 'cell', cell: ({ cell }) => textOrNull(cell) },
    { header: 'hours', cell: ({ hours }) => finite(hours) },
    { header: 'fit_function', cell: ({ fit }) => FIT_FUNCTIONS[fit.model] },
    { header: 'IC50', cell: (fitted) => relative(fitted).value },
    { header: 'std', cell: (fitted) => relative(fitted).standardError },
    { header: 't_Value', cell: (fitted) => relative(fitted).t },
    { header: 'p_Value', cell: (fitted) => relative(fitted).p },
  ]
}

/** drc's names, which readers of the R example look for. */
const FIT_FUNCTIONS: Readonly<Record<CurveFit['model'], string>> = {
  constant: 'constant',
  linear: 'linear',
  logistic4: 'LL.4',
  logistic5: 'LL.5',
  weibull1: 'W1.4',
  weibull2: 'W2.4',
  logNormal: 'LN.4',
  hormesisLinear: 'BC.5',
  hormesisSaturating: 'CRS.5',
  biphasic: 'twophase',
  bell: 'bell',
}

function potencyColumns(context: OutputContext, kind: Potency['kind']): ResultColumn[] {
  const unit = sharedUnit(context.curves.map(({ doseUnit }) => doseUnit))
  const names = new Set(context.curves.map(({ potencyName }) => potencyName ?? 'IC50'))
  const title = `${names.size === 1 ? [...names].join('') : 'IC50'} ${kind}`
  const potency = ({ fit }: FittedCurve): Potency | null =>
    kind === 'relative' ? fit.relative : fit.absolute
  const cells = (fitted: FittedCurve): PotencyCells => potencyCells(potency(fitted), errorDfOf(fitted))
  return [
    { header: withUnit(title, unit), cell: (fitted) => cells(fitted).value },
    { header: `${title} qualifier`, cell: (fitted) => cells(fitted).qualifier },
    { header: withUnit(`${title} limit`, unit), cell: (fitted) => cells(fitted).limit },
    { header: withUnit(`${title} CI lower`, unit), cell: (fitted) => cells(fitted).lower },
    { header: withUnit(`${title} CI upper`, unit), cell: (fitted) => cells(fitted).upper },
    { header: `${title} CI method`, cell: (fitted) => cells(fitted).method },
    { header: `${title} verdict`, cell: (fitted) => potency(fitted)?.verdict.kind ?? null },
    { header: `${title} rule`, cell: (fitted) => potency(fitted)?.verdict.rule ?? null },
    { header: `${title} reason`, cell: (fitted) => textOrNull(potency(fitted)?.verdict.text ?? '') },
  ]
}

/** A reviewer's verdict beside the computed one; absent where no curve has any. */
function overrideColumns({ curves }: OutputContext): ResultColumn[] {
  if (curves.every(({ override }) => !override)) return []
  return [
    { header: 'override verdict', cell: ({ override }) => override?.verdict ?? null },
    { header: 'override reason', cell: ({ override }) => override?.reason ?? null },
    { header: 'override by', cell: ({ override }) => override?.author ?? null },
    { header: 'override at', cell: ({ override }) => override?.at ?? null },
  ]
}

/** What a reviewer said of each curve; absent where nobody has looked at any. A mark on another fit says `changed`. */
function reviewColumns({ curves }: OutputContext): ResultColumn[] {
  if (curves.every(({ review }) => !review)) return []
  return [
    { header: 'review', cell: ({ review }) => review?.state ?? 'unreviewed' },
    { header: 'review reason', cell: ({ review }) => textOrNull(review?.reason ?? '') },
    { header: 'review note', cell: ({ review }) => textOrNull(review?.note ?? '') },
    { header: 'review by', cell: ({ review }) => review?.author ?? null },
    { header: 'review at', cell: ({ review }) => review?.at ?? null },
  ]
}

function fitColumns(): ResultColumn[] {
  return [
    { header: 'CI level', cell: ({ level }) => level ?? 0.95 },
    { header: 'flags', cell: ({ fit }) => textOrNull(fit.flags.join('; ')) },
    { header: 'points used', cell: ({ isIncluded }) => isIncluded.filter(Boolean).length },
    { header: 'points excluded', cell: ({ isIncluded }) => isIncluded.filter((used) => !used).length },
    { header: 'degrees of freedom', cell: ({ fit }) => finite(fit.df) },
    { header: 'residual SD', cell: ({ fit }) => finite(fit.sigma) },
    { header: 'R2', cell: ({ fit }) => finite(fit.r2) },
    { header: 'AICc', cell: ({ fit }) => finite(fit.aicc) },
    { header: 'lack of fit F', cell: ({ fit }) => finite(fit.lackOfFit?.f ?? null) },
    { header: 'lack of fit p', cell: ({ fit }) => finite(fit.lackOfFit?.p ?? null) },
    { header: 'flat test F', cell: ({ fit }) => finite(fit.flatTest?.f ?? null) },
    { header: 'flat test p', cell: ({ fit }) => finite(fit.flatPCalibrated ?? fit.flatTest?.p ?? null) },
    { header: 'curve class', cell: ({ fit }) => fit.screenClass?.ncats ?? null },
    { header: 'hit call', cell: ({ fit }) => finite(fit.screenClass?.hitCall ?? null) },
    { header: 'outliers proposed', cell: ({ fit }) => fit.outliers?.length ?? null },
    { header: 'model', cell: ({ fit, constraintText }) => `${fit.model}: ${constraintText}` },
    { header: 'model variant', cell: ({ fit }) => fit.variant ?? null },
    { header: 'loss', cell: ({ loss }) => loss ?? 'squares' },
    { header: 'weights', cell: ({ weighting }) => weighting ?? 'none' },
    { header: 'covariance', cell: ({ fit }) => fit.covariance?.kind ?? null },
    { header: 'covariance problem', cell: ({ fit }) => textOrNull(fit.covarianceProblem ?? '') },
    { header: 'second solver', cell: ({ fit }) => secondText(fit) },
    { header: 'status', cell: ({ fit }) => fit.outcome.kind },
    { header: 'status detail', cell: ({ fit }) => outcomeText(fit.outcome) },
  ]
}

function originColumns({ analysisId, frameName, version, normalisation }: OutputContext): ResultColumn[] {
  return [
    { header: 'dose unit', cell: ({ doseUnit }) => (doseUnit === 'unknown' ? null : doseUnit) },
    { header: 'response unit', cell: ({ responseUnit }) => textOrNull(responseUnit) },
    ...(normalisation ? [{ header: 'normalisation', cell: () => normalisation.text }] : []),
    { header: 'response', cell: ({ responseHeader }) => textOrNull(responseHeader) },
    { header: 'curve', cell: ({ curve }) => textOrNull(curve.label) },
    { header: 'policy', cell: ({ policyTitle }) => textOrNull(policyTitle) },
    { header: 'source analysis', cell: () => textOrNull(analysisId) },
    { header: 'source data frame', cell: () => textOrNull(frameName) },
    { header: 'Halfmax version', cell: () => textOrNull(version) },
  ]
}

/** "agrees", or by how much it found a lower sum of squares. */
function secondText({ secondSolver }: CurveFit): string | null {
  if (!secondSolver) return null
  return secondSolver.agrees ? 'agrees' : `lower by ${secondSolver.change}`
}

function outcomeText(outcome: FitOutcome): string {
  switch (outcome.kind) {
    case 'converged':
      return `${outcome.stop}, ${counted(outcome.iterations, 'iteration')}`
    case 'stalled':
    case 'iteration-limit':
      return counted(outcome.iterations, 'iteration')
    case 'singular':
      return `not determined by the data: ${outcome.parameters.join(', ')}`
    case 'too-few-points':
      return `${outcome.distinctDoses} doses for ${outcome.freeParameters} free parameters`
    case 'invalid-input':
      return outcome.reason
  }
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text
}
