import type { DoseUnit } from '@/lib/data-frame/types.ts'
import { counted, formatNumber, MISSING } from '@/lib/format/format-number.ts'
import { formatLimits, formatPotency, limitsIn } from '@/lib/format/format-potency.ts'
import { listText } from '@/lib/format/list-text.ts'
import {
  FEWEST_MSR_RUNS,
  isAgreement,
  USUAL_COMPOUNDS,
  type ReferenceScatter,
  type RunAgreement,
} from '@/lib/runs/reproducibility.ts'
import { meanByRule, meanOfRuns, type RunValue } from '@/lib/runs/run-mean.ts'
import type { SampleRuns } from '@/lib/runs/runs-of.ts'

interface Units {
  readonly dose: DoseUnit
  /** Of the column. */
  readonly shown: DoseUnit
}

export interface RunRow {
  /** "3", "3 + 1 limit". */
  readonly count: string
  readonly mean: string
  readonly interval: string
  readonly byRule: string
  /** "10.2; > 30". */
  readonly runs: string
}

/** One sample over its runs, in texts; all potencies in the unit of the column. */
export function runRow({ runs }: SampleRuns, units: Units, level: number): RunRow {
  const values = runs.flatMap(({ value }) => value ?? [])
  const exact = values.filter(({ qualifier }) => qualifier === '=').length
  const limits = values.length - exact
  const found = meanOfRuns(values, level)
  const rule = meanByRule(values)
  const [only] = values
  const mean = found ? withinRuns(found.logMean, values) : values.length === 1 ? only : null
  const isEstimate = found !== null && mean?.qualifier === '='
  return {
    count: limits === 0 ? String(exact) : `${exact} + ${counted(limits, 'limit')}`,
    mean: mean ? potencyText(mean, units) : MISSING,
    interval: isEstimate ? formatLimits(limitsIn(found.interval, units.dose, units.shown)) : MISSING,
    byRule: rule ? potencyText(rule, units) : MISSING,
    runs: values.map((value) => potencyText(value, units)).join('; '),
  }
}

/** A mean beyond everything that any run saw is no value: it is said as beyond that. */
function withinRuns(logMean: number, values: readonly RunValue[]): RunValue {
  const all = values.map(({ logDose }) => logDose)
  const [low, high] = [Math.min(...all), Math.max(...all)]
  if (logMean > high) return { logDose: high, qualifier: '>' }
  if (logMean < low) return { logDose: low, qualifier: '<' }
  return { logDose: logMean, qualifier: '=' }
}

function potencyText(value: RunValue, { dose, shown }: Units): string {
  return formatPotency({ ...value, unit: dose }, shown).value
}

/** "SD 0.0812 on log10 over 7 runs: MSR 1.70-fold." */
export function scatterSentence({ count, sd, msr }: ReferenceScatter): string {
  const scatter = `SD ${formatNumber(sd)} on log10 over ${counted(count, 'run')}`
  return msr === null
    ? `${scatter}. An MSR wants ${FEWEST_MSR_RUNS} runs or more.`
    : `${scatter}: MSR ${formatNumber(msr)}-fold. Two potencies closer than that may be the same.`
}

/** What two runs say of one another, with the usual pass. */
export function agreementSentence(found: RunAgreement, [first, second]: readonly [string, string]): string {
  const { count, ratio, msd, msr, limits } = found
  const few =
    count < USUAL_COMPOUNDS[0]
      ? ` ${USUAL_COMPOUNDS[0]} to ${USUAL_COMPOUNDS[1]} compounds are wanted for a verdict.`
      : ''
  const facts = listText([
    `mean ratio ${formatNumber(ratio)} (MSD ${formatNumber(msd)}-fold)`,
    `MSR ${formatNumber(msr)}-fold`,
    `limits of agreement ${formatNumber(limits[0])} to ${formatNumber(limits[1])}`,
  ])
  const verdict = isAgreement(found) ? 'Within' : 'Outside'
  return `${second} over ${first}, ${counted(count, 'compound')} with a value in both: ${facts}. ${verdict} the usual pass of MSR under 3 and limits within 0.33 to 3.${few}`
}
