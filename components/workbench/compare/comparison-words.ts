import type { DoseUnit } from '@/lib/data-frame/types.ts'
import type { Equivalence, Parallelism } from '@/lib/fit/joint/parallelism.ts'
import type { SigmoidParameter } from '@/lib/fit/types.ts'
import { formatNumber, MISSING, withUnit } from '@/lib/format/format-number.ts'
import { listText } from '@/lib/format/list-text.ts'
import { formatLevel, formatLimits, formatPotency, limitsIn } from '@/lib/format/format-potency.ts'
import { equivalences, type ComparedCurve, type ComparisonResult } from '@/lib/workbench/comparison-result.ts'
import type { EquivalenceLimits } from '@/lib/workbench/types.ts'

/** What may be common to all curves; the potency never is. */
export const SHARED_WORDS = [
  { name: 'bottom', word: 'Bottom' },
  { name: 'top', word: 'Top' },
  { name: 'hill', word: 'Slope' },
] as const satisfies readonly { readonly name: SigmoidParameter; readonly word: string }[]

/** How an interval lies to its limits. */
export type EquivalenceState = 'inside' | 'beyond' | 'outside' | 'held' | 'none'

export interface EquivalenceRow {
  readonly name: 'hill' | 'bottom' | 'top'
  /** "Slope ratio" */
  readonly title: string
  /** "1.04 (0.93 to 1.17)" */
  readonly text: string
  /** "0.8 to 1.25" */
  readonly limitsText: string
  readonly state: EquivalenceState
  /** "within the limits" */
  readonly stateText: string
  /** In the unit of the axis: log10 of a ratio, or a share of the span; null is an end out of sight. */
  readonly drawn: {
    readonly estimate: number | null
    readonly lower: number | null
    readonly upper: number | null
    readonly limits: readonly [number, number]
  }
}

const TITLES = { hill: 'Slope ratio', bottom: 'Bottom difference', top: 'Top difference' } as const
const STATES: Readonly<Record<EquivalenceState, string>> = {
  inside: 'within the limits',
  beyond: 'reaches beyond the limits',
  outside: 'outside the limits',
  held: 'held by the settings, not tested',
  none: 'not determined',
}

/** The three comparisons of one curve with the reference, in words and as drawn. */
export function equivalenceRows(
  parallelism: Parallelism,
  limits: EquivalenceLimits,
): readonly EquivalenceRow[] {
  return equivalences(parallelism).map(({ name, found }) => {
    const isRatio = name === 'hill'
    const text = (value: number) => (isRatio ? formatNumber(value) : formatNumber(100 * value, 2))
    const unit = isRatio ? '' : '%'
    const scale = (value: number | null) => (value !== null && isRatio ? logOrNull(value) : value)
    const state = stateOf(found, limits[name])
    const [low, high] = limits[name]
    const interval = found && found.lower !== null && found.upper !== null ? found : null
    const shown = interval
      ? `${withUnit(text(interval.estimate), unit)} (${text(interval.lower ?? 0)} to ${text(interval.upper ?? 0)})`
      : found
        ? `${withUnit(text(found.estimate), unit)} (no limits found)`
        : MISSING
    return {
      name,
      title: TITLES[name],
      text: state === 'held' ? MISSING : shown,
      limitsText: `${limitText(low, isRatio)} to ${withUnit(limitText(high, isRatio), unit)}`,
      state,
      stateText: STATES[state],
      drawn: {
        estimate: state === 'held' ? null : scale(found?.estimate ?? null),
        lower: scale(found?.lower ?? null),
        upper: scale(found?.upper ?? null),
        limits: [scale(low) ?? -1, scale(high) ?? 1],
      },
    }
  })
}

function limitText(value: number, isRatio: boolean): string {
  return formatNumber(isRatio ? value : 100 * value, 3)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}

function logOrNull(value: number): number | null {
  return value > 0 ? Math.log10(value) : null
}

function stateOf(found: Equivalence | null, [low, high]: readonly [number, number]): EquivalenceState {
  if (found === null) return 'none'
  const { lower, upper, isEquivalent } = found
  // Fixed for both curves, a difference has no error: it is what the settings say and no finding.
  if (lower !== null && lower === upper) return 'held'
  if (isEquivalent) return 'inside'
  if (lower !== null && upper !== null && (upper < low || lower > high)) return 'outside'
  return 'beyond'
}

/** How one curve stands to the reference, in two or three words. */
export function parallelWords({ parallelism }: ComparedCurve): {
  readonly kind: Parallelism['verdict']
  readonly text: string
} {
  const kind = parallelism?.verdict ?? 'not-determined'
  return { kind, text: PARALLEL[kind] }
}

const PARALLEL: Readonly<Record<Parallelism['verdict'], string>> = {
  parallel: 'Parallel',
  'not-shown': 'Not shown parallel',
  'not-determined': 'Not determined',
}

/** "22.9 µM (18.4 to 29.9)", "> 100 µM", "Not determined". */
export function comparedPotency({ potency }: ComparedCurve, unit: DoseUnit, shown: DoseUnit): string {
  if (potency.logDose === null) return 'Not determined'
  const { text } = formatPotency({ ...potency, unit }, shown)
  if (potency.qualifier !== '=' || potency.interval === null) return text
  return `${text} (${formatLimits(limitsIn(potency.interval, unit, shown))})`
}

/** "0.253 (0.212 to 0.301)"; a dash where none may be shown. */
export function relativeText({ relative }: ComparedCurve): string {
  if (relative === null) return MISSING
  const { lower, upper } = relative.interval
  const linear = (log: number | null) => (log === null ? null : 10 ** log)
  return `${formatNumber(relative.ratio)} (${formatLimits({ lower: linear(lower), upper: linear(upper) })})`
}

/** What the potencies and ratios come from: "One fit of 3 curves, 72 wells, bottom, top and slope shared; …". */
export function fitSentence({ curves, n, df, level, comparison }: ComparisonResult): string {
  const shared = SHARED_WORDS.filter(({ name }) => comparison.shared.includes(name))
  const words = shared.map(({ word }, place) => (place === 0 ? word : word.toLowerCase()))
  const what = words.length === 0 ? 'Nothing but the scatter shared' : `${listText(words)} shared`
  return `${what} in one fit of ${curves.length} curves and ${n} wells; ${formatLevel(level)} CI, t on ${df} degrees of freedom.`
}

/** Where a ratio holds at one effect level only; null where the curves are one shape. */
export function ratioCaution({ curves, comparison }: ComparisonResult): string | null {
  const separate = SHARED_WORDS.filter(({ name }) => !comparison.shared.includes(name))
  if (separate.length > 0) {
    return `Each curve has its own ${listText(separate.map(({ word }) => word.toLowerCase()))}, so a relative potency holds at half effect only.`
  }
  const doubtful = curves.filter(
    ({ isReference, parallelism }) => !isReference && parallelism?.verdict !== 'parallel',
  )
  if (doubtful.length === 0) return null
  return `${listText(doubtful.map(({ label }) => label))}: not shown to be parallel to the reference, so one relative potency may not hold at every effect, and what is shared may bend the other curves.`
}

/** "6.3-fold". */
export function foldText(ratio: number): string {
  return `${formatNumber(ratio, 2)}-fold`
}
