import type { DoseUnit } from '@/lib/data-frame/types.ts'
import { formatPotency } from '@/lib/format/format-potency.ts'
import { REVIEW_WORDS } from '@/lib/workbench/review.ts'
import type { ReviewRow } from '@/lib/workbench/review-list.ts'
import { VERDICT_WORDS } from '@/lib/workbench/verdict-words.ts'
import type { FitEntry } from '../fit-store.ts'

/** Each in the unit that reads 1 to 999: a tile has no column header to say it once. Empty while it is not known. */
export function potencyText(entry: FitEntry | undefined, unit: DoseUnit): string {
  if (!entry) return ''
  const { logDose, qualifier } = entry.fit.relative
  return formatPotency({ logDose, qualifier, unit }).text
}

/** A tile for those who do not see it: "HMX-0007, > 10 µM, No response, Not reviewed". */
export function tileWords(row: ReviewRow, entry: FitEntry | undefined, unit: DoseUnit): string {
  const potency = entry?.fit.relative.logDose === null ? 'not estimated' : potencyText(entry, unit)
  const result = row.verdict === 'fitting' ? 'Fitting' : `${potency}, ${VERDICT_WORDS[row.verdict]}`
  return `${row.label}, ${result}, ${REVIEW_WORDS[row.state]}`
}
