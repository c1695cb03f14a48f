import { formatNumber, withUnit } from '@/lib/format/format-number.ts'
import { doseLabel } from '@/lib/workbench/point-label.ts'
import type { Bench } from '../use-bench.ts'
import type { MapWell } from './plate-map.tsx'
import type { WellView } from './use-plates.ts'

export type Quantity = 'measured' | 'normalised' | 'residual'

export function wellValue(view: WellView, quantity: Quantity): number {
  return view[quantity]
}

const SIDES = { negative: 'untreated control', positive: 'full-effect control' } as const

/** What there is to say of a well, in the order it is read: content, dose, values, exclusion. */
export function wellParts({ view }: Pick<MapWell, 'view'>, bench: Pick<Bench, 'work'>): readonly string[] {
  const { mapping, normalisation } = bench.work
  const unit = mapping.responseUnit === 'fraction' ? '' : mapping.responseUnit
  const rawUnit = normalisation?.rawUnit ?? unit
  const value = (number: number, of: string) => withUnit(formatNumber(number), of)
  const isSample = view.side === null
  return [
    ...(view.content === '' ? [] : [view.content]),
    ...(isSample
      ? Number.isFinite(view.dose)
        ? [doseLabel(view.dose, mapping.doseUnit)]
        : []
      : [SIDES[view.side]]),
    Number.isFinite(view.measured) ? value(view.measured, rawUnit) : 'no number',
    ...(Number.isFinite(view.normalised) ? [`normalised ${value(view.normalised, unit)}`] : []),
    ...(Number.isFinite(view.residual) ? [`residual ${value(view.residual, unit)}`] : []),
    ...(view.exclusion ? [`excluded: ${view.exclusion.reason}`] : []),
  ]
}
