import type { CurveData } from '../data-frame/types.ts'
import type { CurveFit, VerdictKind } from '../fit/types.ts'
import { counted, formatNumber } from '../format/format-number.ts'

/** One curve under the settings that hold and under those that are tried. */
export interface TriedCurve {
  readonly curve: CurveData
  readonly now: CurveFit
  readonly tried: CurveFit
}

export interface PolicyChange extends TriedCurve {
  /** Potency then over now, as a distance from 1 on log10; null where either is no estimate. */
  readonly shift: number | null
  readonly verdicts: readonly [VerdictKind, VerdictKind] | null
}

export interface PolicyPreview {
  readonly curveCount: number
  /** Curves whose potency, qualifier or verdict would be others; those that move most first. */
  readonly changes: readonly PolicyChange[]
  readonly flipCount: number
  /** Upper over lower of the largest shift: 2.4 is 2.4-fold either way. Null where none is known. */
  readonly largestFold: number | null
}

/** Below this a potency is the same: solvers agree to it, and no page shows it. Log10. */
const SAME = 1e-6

/** What a change of settings does to the curves, before it is made. */
export function policyPreview(tried: readonly TriedCurve[]): PolicyPreview {
  const changes = tried.flatMap((one) => changeOf(one) ?? []).toSorted(byWeight)
  const shifts = changes.flatMap(({ shift }) => shift ?? [])
  return {
    curveCount: tried.length,
    changes,
    flipCount: changes.filter(({ verdicts }) => verdicts !== null).length,
    largestFold: shifts.length === 0 ? null : 10 ** Math.max(...shifts.map(Math.abs)),
  }
}

function changeOf(one: TriedCurve): PolicyChange | null {
  const [now, then] = [one.now.relative, one.tried.relative]
  const isShift = now.qualifier === '=' && then.qualifier === '='
  const shift = isShift && now.logDose !== null && then.logDose !== null ? then.logDose - now.logDose : null
  const isFlip = now.verdict.kind !== then.verdict.kind
  const isOther = shift === null ? !isSameReport(one) : Math.abs(shift) > SAME
  if (!isFlip && !isOther) return null
  return { ...one, shift, verdicts: isFlip ? [now.verdict.kind, then.verdict.kind] : null }
}

/** Where one side is no estimate: what would be reported, sign and limit. */
function isSameReport({ now, tried }: TriedCurve): boolean {
  const [a, b] = [now.relative, tried.relative]
  if (a.qualifier !== b.qualifier) return false
  return a.logDose === b.logDose || Math.abs((a.logDose ?? Number.NaN) - (b.logDose ?? Number.NaN)) <= SAME
}

/** Flips first, then by how far the potency moves. */
function byWeight(a: PolicyChange, b: PolicyChange): number {
  const flips = Number(b.verdicts !== null) - Number(a.verdicts !== null)
  return flips === 0 ? Math.abs(b.shift ?? 0) - Math.abs(a.shift ?? 0) : flips
}

/** "12 of 48 curves change, 3 verdicts flip; the largest shift is 2.41-fold." */
export function previewSentence({ curveCount, changes, flipCount, largestFold }: PolicyPreview): string {
  if (changes.length === 0) return 'No curve changes.'
  const curves = `${changes.length} of ${counted(curveCount, 'curve')} ${changes.length === 1 ? 'changes' : 'change'}`
  const flips =
    flipCount === 0
      ? 'no verdict flips'
      : `${counted(flipCount, 'verdict')} ${flipCount === 1 ? 'flips' : 'flip'}`
  const shift = largestFold === null ? '' : `; the largest shift is ${formatNumber(largestFold)}-fold`
  return `${curves}, ${flips}${shift}.`
}
