import type { CurveFit } from '@/lib/fit/types.ts'
import { formatTrimmed } from '@/lib/format/format-number.ts'

/** Closer than this, relative to their size, two estimates draw the same line. */
const SAME = 1e-6

/** Whether the fit before the last change is another curve: choosing a unit or a policy may leave it as it was. */
export function isOtherFit(previous: CurveFit, now: CurveFit): boolean {
  if (previous.parameters.length !== now.parameters.length) return true
  return previous.parameters.some(({ estimate }, index) => {
    const other = now.parameters[index]?.estimate ?? NaN
    return !(Math.abs(estimate - other) <= SAME * Math.max(1, Math.abs(estimate)))
  })
}

/** "previous fit: 0 and 100 fixed", "previous fit: 21 wells", else "previous fit". */
export function previousFitText(previous: CurveFit, now: CurveFit): string {
  if (previous.n !== now.n) return `previous fit: ${previous.n} wells`
  const fixed = previous.parameters.filter(
    ({ name, state }) => state === 'fixed' && (name === 'bottom' || name === 'top'),
  )
  if (fixed.length === 0) return 'previous fit'
  return `previous fit: ${fixed.map(({ estimate }) => formatTrimmed(estimate)).join(' and ')} fixed`
}
