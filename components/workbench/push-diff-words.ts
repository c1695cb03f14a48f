import { formatNumber, MISSING } from '@/lib/format/format-number.ts'
import { columnUnit, formatPotency } from '@/lib/format/format-potency.ts'
import type { CurveDiff, CurveFate, PushDiff } from '@/lib/outputs/push-diff.ts'
import type { PushedCurve } from '@/lib/outputs/pushed-state.ts'
import type { DoseUnit } from '@/lib/data-frame/types.ts'
import { VERDICT_WORDS } from '@/lib/workbench/verdict-words.ts'

export const FATE_WORDS: Readonly<Record<CurveFate, string>> = {
  changed: 'changed',
  new: 'new',
  'left-out': 'left out',
  gone: 'no longer in the table',
  unchanged: 'unchanged',
}

/** "> 100 µM", "22.9 µM"; where no potency is reported, why: "No response". */
export function pushedPotencyText(curve: PushedCurve | null, unit: DoseUnit): string {
  if (curve === null) return MISSING
  const { potency, verdict } = curve
  return potency.logDose === null ? VERDICT_WORDS[verdict] : formatPotency(potency, unit).text
}

/** The one unit of the table's potencies. */
export function diffUnit({ curves }: PushDiff): DoseUnit {
  const shown = curves.flatMap(({ now, before }) => now ?? before ?? [])
  const unit = shown[0]?.potency.unit ?? 'unknown'
  return columnUnit(
    shown.filter(({ potency }) => potency.unit === unit).map(({ potency }) => potency.logDose),
    unit,
  )
}

/** "×1.25"; a dash where none is known. */
export function foldText({ fold }: CurveDiff): string {
  return fold === null ? MISSING : `×${formatNumber(fold)}`
}

/** "3 changed, 1 new, 44 unchanged". */
export function diffSummary({ counts }: PushDiff): string {
  const fates = Object.keys(FATE_WORDS) as CurveFate[]
  return fates
    .filter((fate) => counts[fate] > 0)
    .map((fate) => `${counts[fate].toLocaleString('en')} ${FATE_WORDS[fate]}`)
    .join(', ')
}

/** Nothing of any curve would be said otherwise. */
export function isSameAsPushed({ counts }: PushDiff): boolean {
  return counts.changed + counts.new + counts['left-out'] + counts.gone === 0
}
