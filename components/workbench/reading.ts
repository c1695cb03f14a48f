import type { CurveData } from '@/lib/data-frame/types.ts'
import { responseAt } from '@/lib/fit/curve-values.ts'
import { formatNumber } from '@/lib/format/format-number.ts'
import { pointLabel } from '@/lib/workbench/point-label.ts'
import { exclusionOf } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { causeWords } from '@/lib/workbench/cause-words.ts'
import type { FitEntry } from './fit-store.ts'
import type { Reading } from './reading-line.tsx'
import { responseText } from './use-figure.ts'

interface Options {
  readonly row: number
  readonly curve: CurveData
  readonly entry: FitEntry | null
  readonly work: Work
}

/** The point of a row on a curve in words; null where the curve has no point there. */
export function readingOf({ row, curve, entry, work }: Options): Reading | null {
  const index = curve.rows.indexOf(row)
  if (index < 0) return null
  const { doseUnit, responseUnit } = work.mapping
  const response = curve.response[index] ?? NaN
  const exclusion = exclusionOf(work, curve.responseColumn, row)
  const fitted = entry ? responseAt(entry.fit, curve.dose[index] ?? NaN) : null
  const limit = { [-1]: 'at most ', 0: '', 1: 'at least ' }[curve.censoring?.[index] ?? 0] ?? ''
  const parts = [{ name: 'Response', value: limit + responseText(formatNumber(response), responseUnit) }]
  if (exclusion) parts.push({ name: `Excluded ${causeWords(exclusion.cause)}`, value: exclusion.author })
  if (fitted !== null && !exclusion) {
    parts.push({ name: 'Fitted', value: formatNumber(fitted) })
    parts.push({ name: 'Residual', value: formatNumber(response - fitted) })
  }
  return { title: pointLabel(curve, index, doseUnit), parts, reason: exclusion?.reason ?? null }
}
