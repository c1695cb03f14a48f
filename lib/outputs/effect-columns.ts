import { formatTrimmed } from '../format/format-number.ts'
import { sharedUnit, withUnit } from './headers.ts'
import { errorDfOf, potencyCells } from './potency-cells.ts'
import type { EffectDose } from '../fit/types.ts'
import type { FittedCurve, OutputContext, ResultColumn } from './types.ts'

/**
 * Further effective doses where any were asked for: per level the dose with its qualifier, limits and verdict. `EC10`
 * counts from the dose-0 level of the curve; `dose at 30` is where the response is 30.
 */
export function effectColumns({ curves }: OutputContext): ResultColumn[] {
  const unit = sharedUnit(curves.map(({ doseUnit }) => doseUnit))
  const levels = new Map<string, Pick<EffectDose, 'kind' | 'level'>>()
  for (const { fit } of curves) {
    for (const { kind, level } of fit.effects ?? []) levels.set(`${kind} ${level}`, { kind, level })
  }
  return [...levels.values()].flatMap(({ kind, level }) => {
    const text = formatTrimmed(level, 15)
    const title = kind === 'relative' ? `EC${text}` : `dose at ${text}`
    const effect = ({ fit }: FittedCurve) =>
      fit.effects?.find((one) => one.kind === kind && one.level === level) ?? null
    const cells = (fitted: FittedCurve) => potencyCells(effect(fitted), errorDfOf(fitted))
    return [
      { header: withUnit(title, unit), cell: (fitted: FittedCurve) => cells(fitted).value },
      { header: withUnit(`${title} SE`, unit), cell: (fitted: FittedCurve) => cells(fitted).standardError },
      { header: `${title} qualifier`, cell: (fitted: FittedCurve) => cells(fitted).qualifier },
      { header: withUnit(`${title} limit`, unit), cell: (fitted: FittedCurve) => cells(fitted).limit },
      { header: withUnit(`${title} CI lower`, unit), cell: (fitted: FittedCurve) => cells(fitted).lower },
      { header: withUnit(`${title} CI upper`, unit), cell: (fitted: FittedCurve) => cells(fitted).upper },
      { header: `${title} verdict`, cell: (fitted: FittedCurve) => effect(fitted)?.verdict.kind ?? null },
    ]
  })
}
