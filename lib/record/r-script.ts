import { residuals } from '../fit/curve-values.ts'
import { counted } from '../format/format-number.ts'
import { reportText } from '../outputs/output-figure.ts'
import type { FittedCurve, OutputContext } from '../outputs/types.ts'
import { entryOf } from '../workbench/entry-of.ts'
import { currentConstraints } from '../workbench/selectors.ts'
import type { Exclusion, Work } from '../workbench/types.ts'
import { baseModelOf } from './r-base.ts'
import { baseLines, drcLines, type RRows } from './r-lines.ts'
import { rModelOf, rNumber } from './r-models.ts'
import { R_PREAMBLE, R_WEIGHTS, rComment, rText } from './r-text.ts'
import { scatterOf } from './r-weights.ts'
import { overrideSentence } from '../workbench/verdict-words.ts'

/**
 * One R script that fits the same rows with drc, the numbers to expect as comments, and a check that prints "agrees" or
 * the difference per curve. Self-contained: every row that took part stands in it.
 *
 * @param curveIds absent: every curve of the context
 * @returns the same text for the same input
 */
export function rScript(context: OutputContext, work: Work, curveIds?: readonly string[]): string {
  const curves = context.curves.filter(({ curve }) => curveIds === undefined || curveIds.includes(curve.id))
  const blocks = curves.map((fitted, i) =>
    curveBlock({ fitted, work, number: i + 1, count: curves.length, exclusions: context.exclusions }),
  )
  const isWeighted = blocks.some((block) => block.includes('drc_weights('))
  return [...headLines(context), '', R_PREAMBLE, ...(isWeighted ? [R_WEIGHTS] : []), ...blocks].join('\n')
}

function headLines({ frameName, analysisId, version, normalisation }: OutputContext): string[] {
  const source = analysisId === '' ? '' : ` (analysis ${analysisId})`
  return [
    `Dose-response fits of “${frameName}”${source}, made with Halfmax ${version}.`,
    'Run it with Rscript: it fits the same rows with R’s package drc and prints for each curve whether the results agree.',
    normalisation
      ? `Doses are in the unit of the table. ${normalisation.text}. log is the natural logarithm, as in drc’s help.`
      : 'Doses and responses are in the units of the table; log is the natural logarithm, as in drc’s help.',
    'scatter is 1 over the root of a well’s weight, 1 where all weigh the same.',
  ].map(rComment)
}

interface BlockInput {
  readonly fitted: FittedCurve
  readonly work: Work
  readonly number: number
  readonly count: number
  readonly exclusions: readonly Exclusion[]
}

function curveBlock(input: BlockInput): string {
  const { fitted, number, count } = input
  const { cell, curve, fit } = fitted
  const name = curve.label.startsWith(cell) ? curve.label : `${cell}, ${curve.label}`
  return [
    '',
    rComment(`---- Curve ${number} of ${count}: ${name} ----`),
    rComment(`Reported: ${reportText(fitted)}; ${fit.relative.verdict.text}.`),
    ...overrideLines(input),
    rComment(`Constraints: ${fitted.constraintText}.`),
    ...leftOut(input),
    ...fitLines(input, name),
    '',
  ].join('\n')
}

/** What a reviewer said over the computed verdict; the fit is the same. */
function overrideLines({ fitted: { curve }, work }: BlockInput): string[] {
  const override = entryOf(work.overrides, curve.id)
  return override ? [rComment(overrideSentence(override))] : []
}

/** Rows are numbered as the table shows them, from 1. */
function leftOut({ fitted: { curve, isIncluded }, exclusions }: BlockInput): string[] {
  const known = new Map(
    exclusions.filter((e) => e.responseColumn === curve.responseColumn).map((e) => [e.row, e]),
  )
  return [...curve.rows].flatMap((row, i) => {
    if (isIncluded[i] === true) return []
    const e = known.get(row)
    const why = e === undefined ? '' : `: ${e.reason} (by ${e.cause}, ${e.author}, ${e.at})`
    return rComment(`Left out: row ${row + 1}${why}`)
  })
}

function fitLines({ fitted, work, number }: BlockInput, name: string): string[] {
  const { fit, curve } = fitted
  if (fit.parameters.length === 0 || fit.rss === null) return [rComment('Halfmax has no fit of this curve.')]
  const points = usedPoints(fitted)
  const scatter = scatterOf(fit, points, fitted)
  const base = baseModelOf(fit)
  const model = base === null ? rModelOf(fit, currentConstraints(work, curve.id)) : null
  const limits = limitCount(fitted)
  const lacks =
    limits > 0
      ? `${counted(limits, 'response')} of the curve ${limits === 1 ? 'is a limit' : 'are limits'}, fitted as censored, which drc cannot`
      : scatter !== null && 'lacks' in scatter
        ? scatter.lacks
        : model !== null && 'lacks' in model
          ? model.lacks
          : null
  const known = scatter === null || 'lacks' in scatter ? points.dose.map(() => 1) : scatter
  const rows: RRows = {
    ...points,
    scatter: known,
    rss: residuals(fit, points).reduce((sum, r, i) => sum + (r / (known[i] ?? 1)) ** 2, 0),
    isWeighted: scatter !== null,
    number,
    name,
  }
  if (lacks !== null) {
    return [
      rComment(`Not fitted here: ${lacks}.`),
      ...rowLines(rows),
      `cat(${rText(`${name}: not fitted here`)}, "\\n")`,
    ]
  }
  if (base !== null) return [...rowLines(rows), ...baseLines(base, rows, fitted)]
  return model === null || 'lacks' in model
    ? []
    : [...rowLines(rows, model.doseUnit), ...drcLines(model, rows, fitted)]
}

function limitCount({ curve: { censoring }, isIncluded }: FittedCurve): number {
  return censoring?.filter((side, i) => side !== 0 && isIncluded[i] === true).length ?? 0
}

function usedPoints({ curve, isIncluded }: FittedCurve) {
  const used = (values: Float64Array) => values.filter((_, i) => isIncluded[i] === true)
  const row = [...curve.rows].filter((_, i) => isIncluded[i] === true)
  return { row, dose: used(curve.dose), response: used(curve.response) }
}

function rowLines({ number, row, dose, response, scatter }: RRows, doseUnit = 1): string[] {
  const lines = row.map((place, i) =>
    [place + 1, (dose[i] ?? Number.NaN) / doseUnit, response[i] ?? Number.NaN, scatter[i] ?? 1]
      .map(rNumber)
      .join(','),
  )
  return [`rows_${number} <- read.csv(text = "row,dose,response,scatter`, ...lines, '")']
}
