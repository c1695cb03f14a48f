import type { CurveData } from '../data-frame/types.ts'

/** "9 known as limits only, fitted as censored"; `''` where every included response is measured. */
export function censoredText(
  { censoring }: Pick<CurveData, 'censoring'>,
  isIncluded: readonly boolean[],
): string {
  const count = censoring?.filter((sign, i) => sign !== 0 && isIncluded[i] === true).length ?? 0
  return count === 0 ? '' : `${count} known as ${count === 1 ? 'a limit' : 'limits'} only, fitted as censored`
}
