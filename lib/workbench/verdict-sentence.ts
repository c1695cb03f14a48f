import { chooseDoseUnit } from '../data-frame/dose-units.ts'
import type { DoseUnit } from '../data-frame/types.ts'
import type { CurveFit, Potency } from '../fit/types.ts'
import { countWord } from '../format/format-number.ts'
import { formatPotency } from '../format/format-potency.ts'

export interface VerdictInput {
  readonly fit: CurveFit
  readonly potency: Potency
  /** Included doses, linear, in `unit`. */
  readonly doses: Float64Array
  readonly unit: DoseUnit
}

/**
 * What to report and why, in one sentence without a full stop: "Report as 22.9 µM: three doses lie below the lower bend
 * (7.71 µM), two above the upper (68.1 µM)". A potency that may not be reported says so instead of a value.
 */
export function verdictSentence(input: VerdictInput): string {
  const { potency, unit } = input
  const { verdict } = potency
  const { text } = formatPotency({ ...potency, unit })
  if (potency.logDose === null || verdict.kind === 'not-determined')
    return `Not determined: ${verdict.text}${NEXT_STEPS[verdict.rule] ?? ''}`
  if (verdict.kind === 'estimated') return `Estimated as ${text}: ${verdict.text}`
  if (verdict.kind === 'reportable') return `Report as ${text}: ${bendText(input) ?? verdict.text}`
  return `Report as ${text}: ${verdict.text}`
}

/** What would tell, where the table alone does not. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  'flat-level-unknown': '. A policy with a direction would',
}

/** How many doses lie beyond each bend; null for an absolute potency, which other doses decide. */
function bendText({ fit, potency, doses, unit }: VerdictInput): string | null {
  if (fit.bendPoints === null || potency.kind !== 'relative' || potency.logDose === null) return null
  const [lower, upper] = fit.bendPoints
  const shown = chooseDoseUnit(10 ** potency.logDose, unit)
  const bend = (logDose: number) => formatPotency({ logDose, qualifier: '=', unit }, shown).text
  const positive = [...new Set(doses)].filter((dose) => dose > 0)
  const below = positive.filter((dose) => dose < 10 ** lower).length
  const above = positive.filter((dose) => dose > 10 ** upper).length
  const control = doses.includes(0) ? ' and the untreated control' : ''
  const verb = below === 1 && control === '' ? 'lies' : 'lie'
  const doseWord = below === 1 ? 'dose' : 'doses'
  const start = `${countWord(below)} ${doseWord}${control} ${verb} below the lower bend (${bend(lower)})`
  return `${start}, ${countWord(above)} above the upper (${bend(upper)})`
}
