import type { CurveFit } from '../fit/types.ts'
import { rNumber } from './r-models.ts'

/** What base R fits where drc has no such model. */
export interface BaseModel {
  readonly title: string
  readonly why: string
  readonly formula: string
  /** The expression of the fit; `rows` is its data frame. */
  readonly call: (rows: string) => string
  readonly free: readonly { readonly name: string; readonly value: number }[]
}

/** Null where drc has the model, or base R has none either. */
export function baseModelOf(fit: CurveFit): BaseModel | null {
  const values = new Map(fit.parameters.map(({ name, estimate }) => [name as string, estimate]))
  const value = (name: string) => values.get(name) ?? Number.NaN
  const isFree = fit.parameters.every(({ state }) => state === 'free')
  if (fit.model === 'constant' && isFree) {
    return {
      title: 'lm',
      why: 'drc has no constant: base R fits the mean.',
      formula: 'response = level',
      call: (rows) => `lm(response ~ 1, data = ${rows}, weights = 1 / scatter^2)`,
      free: [{ name: '(Intercept)', value: value('level') }],
    }
  }
  if (fit.model === 'linear' && isFree) {
    return {
      title: 'lm',
      why: 'drc has no straight line: base R fits it.',
      formula: 'response = level + slope * dose',
      call: (rows) => `lm(response ~ dose, data = ${rows}, weights = 1 / scatter^2)`,
      free: [
        { name: '(Intercept)', value: value('level') },
        { name: 'dose', value: value('slope') },
      ],
    }
  }
  return fit.model === 'bell' ? bellModel(fit) : null
}

const BELL_NAMES: Readonly<Record<string, string>> = {
  bottom: 'l1',
  top: 'tp',
  logEc50First: 'e1',
  hillFirst: 'h1',
  logEc50Second: 'e2',
  hillSecond: 'h2',
  bottomSecond: 'l2',
}

/** Fixed parameters stand in the formula as their numbers; the search starts where ours ended. */
function bellModel(fit: CurveFit): BaseModel | null {
  const held = new Map(fit.parameters.map((p) => [BELL_NAMES[p.name] ?? p.name, p]))
  const inPlace = (name: string): string => {
    const symbol = name === 'l2' && !held.has('l2') ? 'l1' : name
    const parameter = held.get(symbol)
    return parameter?.state === 'fixed' ? `(${rNumber(parameter.estimate)})` : symbol
  }
  const free = [...held].flatMap(([name, { state, estimate }]) =>
    state === 'fixed' ? [] : [{ name, value: estimate, state }],
  )
  if (free.length === 0 || free.some(({ state }) => state !== 'free')) return null
  const rise = `(${inPlace('tp')} - ${inPlace('l1')}) / (1 + 10^(${inPlace('h1')} * (${inPlace('e1')} - log10(dose))))`
  const formula = `${inPlace('l2')} + (${inPlace('l1')} + ${rise} - ${inPlace('l2')}) / (1 + 10^(${inPlace('h2')} * (log10(dose) - ${inPlace('e2')})))`
  const start = free.map(({ name, value }) => `${name} = ${rNumber(value)}`).join(', ')
  return {
    title: 'nls',
    why: "drc has no bell: base R's nls fits it, from where Halfmax ended. l1, tp, l2 are levels; e1, e2 log10 doses; h1, h2 slopes.",
    formula: `response = ${formula}`,
    call: (rows) =>
      `nls(response ~ ${formula}, data = ${rows}, weights = 1 / scatter^2, start = list(${start}), algorithm = "port")`,
    free: free.map(({ name, value }) => ({ name, value })),
  }
}
