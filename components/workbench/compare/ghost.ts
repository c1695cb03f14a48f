import type { CurveFit } from '@/lib/fit/types.ts'
import type { Bench } from '../use-bench.ts'

/** The reference curve as charts of other curves show it. */
export interface Ghost {
  readonly id: string
  /** "HMX-0001, reference" */
  readonly label: string
  /** Its fit as it is now; `responseAt` and `curveValues` of `lib/fit/curve-values.ts` draw it. */
  readonly fit: CurveFit
}

/**
 * The reference that was asked to be ghosted on every chart.
 *
 * @param shownIds  curves the chart shows anyway: the reference is no ghost among them
 * @returns null where none was asked for, it is among them, or it has no fit
 */
export function ghostOf(
  { work, curves, fits }: Pick<Bench, 'work' | 'curves' | 'fits'>,
  shownIds: readonly (string | undefined)[],
): Ghost | null {
  const { comparison } = work
  if (!comparison?.isGhosted || shownIds.includes(comparison.reference)) return null
  const curve = curves.find(({ id }) => id === comparison.reference)
  const fit = curve && fits.entries.get(curve.id)?.fit
  if (!curve || !fit || fit.parameters.length === 0) return null
  return { id: curve.id, label: `${curve.label}, reference`, fit }
}
