import type { FittedCurve } from '../outputs/types.ts'
import type { BaseModel } from './r-base.ts'
import { rNumber, type RModel } from './r-models.ts'
import { rComment, rText } from './r-text.ts'

/** The rows of one curve that took part, as the script holds them. */
export interface RRows {
  /** Of the curve in the script, from 1. */
  readonly number: number
  readonly name: string
  /** Of the frame, from 0. */
  readonly row: readonly number[]
  readonly dose: Float64Array
  readonly response: Float64Array
  readonly scatter: Float64Array
  readonly isWeighted: boolean
  /** Σ (residual / scatter)² on our curve. */
  readonly rss: number
}

/** What drc has no name for, fitted with base R. */
export function baseLines(model: BaseModel, rows: RRows, { fit }: FittedCurve): string[] {
  const { number, name } = rows
  const isShown = model.title === 'lm' || isReported(fit, [])
  if (!isShown)
    return [
      rComment(model.why),
      rComment('No potency is reported, so no start is given and R does not fit it.'),
    ]
  return [
    rComment(model.why),
    rComment(model.formula),
    expectedComment(model.free, { ...rows, sigma: fit.sigma }),
    `fit_${number} <- first_of(function() ${model.call(`rows_${number}`)})`,
    `compare(${rText(name)}, fit_${number}, rows_${number}, rss = ${rNumber(rows.rss)}, expected = ${named(model.free)})`,
  ]
}

/** The fit with drc and its check. What lies beyond the tested doses is no result: then only the sum of squares is compared. */
export function drcLines(model: RModel, rows: RRows, { fit }: FittedCurve): string[] {
  const { number, name } = rows
  if (model.free.length === 0) return [rComment('Every parameter is fixed: there is nothing to fit.')]
  const isShown = isReported(fit, locationsOf(model, rows))
  return [
    rComment(`drc's ${model.title}: ${model.formula}`),
    rComment(`In Halfmax's names: ${model.conversion}`),
    ...model.notes.map(rComment),
    ...(isShown
      ? [expectedComment([...model.free, ...model.fixed], { ...rows, sigma: fit.sigma })]
      : [
          rComment(
            `Expect a sum of squares of ${rNumber(rows.rss)}; no other number of this fit is a result.`,
          ),
        ]),
    ...fitCall(model, rows, isShown),
    ...checkCall(model, { number, name, isShown, rss: rows.rss, logDose: fit.relative.logDose }),
  ]
}

function isReported({ relative }: FittedCurve['fit'], locations: readonly boolean[]): boolean {
  return (
    relative.qualifier === '=' &&
    relative.logDose !== null &&
    relative.verdict.rule !== 'steep' &&
    locations.every(Boolean)
  )
}

/** Whether each location of drc lies within the tested doses. */
function locationsOf({ free, doseUnit }: RModel, { dose }: RRows): readonly boolean[] {
  const tested = dose.filter((d) => d > 0)
  const [low, high] = [Math.min(...tested), Math.max(...tested)]
  return free
    .filter(({ name }) => name.startsWith('e'))
    .map(({ value }) => value * doseUnit >= low && value * doseUnit <= high)
}

function expectedComment(
  values: readonly { readonly name: string; readonly value: number }[],
  { rss, sigma }: { readonly rss: number; readonly sigma: number | null },
): string {
  const list = values.map(({ name, value }) => `${name} = ${rNumber(value)}`).join(', ')
  return rComment(
    `Expect ${list}; sum of squares ${rNumber(rss ?? Number.NaN)}, residual SD ${rNumber(sigma ?? Number.NaN)}.`,
  )
}

function fitCall({ call, free }: RModel, { number, isWeighted }: RRows, isShown: boolean): string[] {
  const isBounded = free.some(({ lower, upper }) => lower !== -Infinity || upper !== Infinity)
  const bounds = isBounded
    ? `, lowerl = ${list(free.map(({ lower }) => lower))}, upperl = ${list(free.map(({ upper }) => upper))}`
    : ''
  const weights = isWeighted ? ', weights = weight' : ''
  const drm = (start: string) =>
    `drm(response ~ dose, data = rows_${number}, fct = ${call}${weights}${bounds}${start}, control = exact)`
  const ours = `, start = ${list(free.map(({ value }) => value))}`
  return [
    ...(isWeighted ? [`rows_${number}$weight <- drc_weights(rows_${number}$scatter)`] : []),
    `fit_${number} <- first_of(`,
    `  function() ${drm('')}${isShown ? ',' : ''}`,
    ...(isShown ? [`  function() ${drm(ours)}`] : []),
    ')',
  ]
}

interface Check {
  readonly number: number
  readonly name: string
  readonly isShown: boolean
  readonly rss: number
  readonly logDose: number | null
}

function checkCall(model: RModel, { number, name, isShown, rss, logDose }: Check): string[] {
  const parts = [`compare(${rText(name)}, fit_${number}, rows_${number}, rss = ${rNumber(rss)}`]
  if (isShown) {
    parts.push(`expected = ${named(model.free)}`)
    if (model.fixed.length > 0) parts.push(`fixed = ${named(model.fixed)}`)
    if (model.canTurn) parts.push('turns = TRUE')
    if (model.ec50 !== null && logDose !== null) {
      parts.push(`ec50 = function(p) ${model.ec50}`, `expected_ec50 = ${rNumber(10 ** logDose)}`)
    }
  }
  return [`${parts.join(',\n  ')})`]
}

function list(values: readonly number[]): string {
  return `c(${values.map(rNumber).join(', ')})`
}

function named(values: readonly { readonly name: string; readonly value: number }[]): string {
  return `c(${values.map(({ name, value }) => `\`${name}\` = ${rNumber(value)}`).join(', ')})`
}
