import { includedRange } from '../figure/figure-curve.ts'
import { counted, formatTrimmed, withUnit } from '../format/format-number.ts'
import { formatLevel } from '../format/format-potency.ts'
import { censoredText } from '../workbench/censored-text.ts'
import type { Exclusion } from '../workbench/types.ts'
import type { FittedCurve, OutputContext } from './types.ts'

/** Loss and model of a curve that says neither. */
export const USUAL = 'least squares to a four-parameter logistic in log10 dose'

/**
 * How a curve was fitted, in the sentences a methods section takes (science.md 5).
 *
 * @returns wells, doses and exclusions with their reasons, the model with its constraints and version, and what the
 * potency and its interval are.
 */
export function methodsText(
  fitted: FittedCurve,
  { exclusions, version, normalisation }: Pick<OutputContext, 'exclusions' | 'version' | 'normalisation'>,
): string {
  const { constraintText, potencyName = 'IC50', fittedBy = USUAL, limitsText } = fitted
  return (
    `${wellsText(fitted, exclusions)} were fitted by ${fittedBy}, ` +
    `${constraintText} (Halfmax ${version}).${normalisation ? ` ${normalisation.text}.` : ''} ` +
    `${potencyName}: relative midpoint, ${intervalText(fitted)}.` +
    (limitsText === undefined ? '' : ` Verdict: ${limitsText}.`)
  )
}

function wellsText(fitted: FittedCurve, exclusions: readonly Exclusion[]): string {
  const { curve, isIncluded, doseUnit } = fitted
  const doses = new Set([...curve.dose].filter((_, i) => isIncluded[i] === true))
  const range = includedRange(curve, isIncluded)
  const details = [
    ...(range === null
      ? []
      : [withUnit(`${formatTrimmed(range[0])} to ${formatTrimmed(range[1])}`, doseUnit)]),
    replicatesText(fitted),
    ...(doses.has(0) ? ['with untreated wells'] : []),
  ]
  const used = isIncluded.filter(Boolean).length
  const text = `${counted(used, 'well')} at ${counted(doses.size, 'dose')}`
  const outside = [exclusionsText(fitted, exclusions), censoredText(curve, isIncluded)].filter(
    (one) => one !== '',
  )
  return `${text} (${[details.join(', '), ...outside].join('; ')})`
}

function replicatesText({ curve, isIncluded }: FittedCurve): string {
  const counts = new Map<number, number>()
  curve.dose.forEach((dose, i) => {
    if (isIncluded[i] === true) counts.set(dose, (counts.get(dose) ?? 0) + 1)
  })
  const sizes = [...new Set(counts.values())].toSorted((a, b) => a - b)
  const [fewest = 0] = sizes
  const most = sizes.at(-1) ?? 0
  return fewest === most ? counted(most, 'replicate') : `${fewest} to ${most} replicates`
}

function exclusionsText({ curve, isIncluded }: FittedCurve, exclusions: readonly Exclusion[]): string {
  const rows = new Set([...curve.rows].filter((_, i) => isIncluded[i] !== true))
  if (rows.size === 0) return 'none excluded'
  const reasons = exclusions
    .filter((e) => e.responseColumn === curve.responseColumn && rows.has(e.row) && e.reason.trim() !== '')
    .map((e) => e.reason.trim())
  const distinct = [...new Set(reasons)]
  return `${rows.size} excluded${distinct.length === 0 ? '' : `: ${distinct.join(', ')}`}`
}

function intervalText({ fit, level = 0.95 }: FittedCurve): string {
  const ci = `${formatLevel(level)} `
  switch (fit.relative.interval?.method) {
    case undefined:
      return 'no interval'
    case 'wald':
      return `${ci}Wald CI`
    case 'profile':
      return `${ci}profile CI`
    case 'one-sided-profile':
      return `one-sided ${ci}profile CI`
    case 'bootstrap':
      return `${ci}bootstrap CI`
    case 'bracket':
      return 'bracketed by the doses on both sides of the step'
  }
}
