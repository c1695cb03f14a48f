import { PARAMETER_UNITS } from '../fit/models/table.ts'
import { includedRange, isOutside } from '../figure/figure-curve.ts'
import type { Interval, ParameterName } from '../fit/types.ts'
import { isMeasured } from '../workbench/measured-parameter.ts'
import { sharedUnit, withUnit } from './headers.ts'
import { finite } from './potency-cells.ts'
import type { FittedCurve, OutputContext, ResultColumn } from './types.ts'

/** Slope and plateaus, which every table has, whatever its curves were fitted with. */
export function sigmoidColumns({ curves }: OutputContext): ResultColumn[] {
  const unit = sharedUnit(curves.map(({ responseUnit }) => responseUnit))
  return [
    ...parameterColumns('hill', 'slope', null),
    ...parameterColumns('bottom', 'bottom', unit),
    ...parameterColumns('top', 'top', unit),
  ]
}

/** Parameters that only some models have, where a curve of the table was fitted with one. `log10` names a log dose. */
export function otherParameterColumns({ curves }: OutputContext): ResultColumn[] {
  const present = new Set(curves.flatMap(({ fit }) => fit.parameters.map(({ name }) => name)))
  const response = sharedUnit(curves.map(({ responseUnit }) => responseUnit))
  const dose = sharedUnit(curves.map(({ doseUnit }) => doseUnit))
  const perDose = response === null || dose === null ? null : `${response}/${dose}`
  const units = { response, span: response, 'span-per-dose': perDose, 'log-dose': dose, none: null }
  return OTHERS.filter(({ name }) => present.has(name)).flatMap(({ name, title }) =>
    parameterColumns(name, title, units[PARAMETER_UNITS.get(name) ?? 'none']),
  )
}

const OTHERS: readonly {
  readonly name: ParameterName
  readonly title: string
}[] = [
  { name: 'asymmetry', title: 'asymmetry' },
  { name: 'logEc50First', title: 'log10 first EC50' },
  { name: 'logEc50Second', title: 'log10 second EC50' },
  { name: 'hillFirst', title: 'first slope' },
  { name: 'hillSecond', title: 'second slope' },
  { name: 'fraction', title: 'first share' },
  { name: 'bottomSecond', title: 'end bottom' },
  { name: 'logE', title: 'log10 location' },
  { name: 'hormesis', title: 'hormesis' },
  { name: 'logOnset', title: 'log10 onset' },
  { name: 'level', title: 'level' },
  { name: 'slope', title: 'response per dose' },
]

function parameterColumns(name: ParameterName, title: string, unit: string | null): ResultColumn[] {
  const shown = (fitted: FittedCurve) => shownParameter(fitted, name)
  return [
    { header: withUnit(title, unit), cell: (fitted) => shown(fitted)?.estimate ?? null },
    { header: withUnit(`${title} SE`, unit), cell: (fitted) => shown(fitted)?.standardError ?? null },
    { header: withUnit(`${title} CI lower`, unit), cell: (fitted) => shown(fitted)?.lower ?? null },
    { header: withUnit(`${title} CI upper`, unit), cell: (fitted) => shown(fitted)?.upper ?? null },
    {
      header: `${title} state`,
      cell: ({ fit }) => fit.parameters.find((p) => p.name === name)?.state ?? null,
    },
  ]
}

interface ShownParameter {
  readonly estimate: number | null
  readonly standardError: number | null
  readonly lower: number | null
  readonly upper: number | null
}

/** What was measured, see `isMeasured`; nor is a midpoint outside the tested doses. */
function shownParameter(fitted: FittedCurve, name: ParameterName): ShownParameter | null {
  const { fit } = fitted
  const parameter = fit.parameters.find((candidate) => candidate.name === name)
  if (parameter === undefined) return null
  const range = includedRange(fitted.curve, fitted.isIncluded)
  const isBeyond = PARAMETER_UNITS.get(name) === 'log-dose' && isOutside(range, parameter.estimate)
  if (!isMeasured(fit, name) || (parameter.state !== 'fixed' && isBeyond)) return null
  const interval: Interval | null = parameter.bootstrap ?? parameter.profile ?? parameter.wald
  return {
    estimate: finite(parameter.estimate),
    standardError: finite(parameter.standardError),
    lower: finite(interval?.lower ?? null),
    upper: finite(interval?.upper ?? null),
  }
}
