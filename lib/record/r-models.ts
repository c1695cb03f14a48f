import type { Constraints, CurveFit, ParameterName, ParameterState } from '../fit/types.ts'
import { R_FORMS, type Slot, type Values } from './r-forms.ts'

/** A curve's model as R fits it, and what it should find. */
export interface RModel {
  readonly title: string
  readonly formula: string
  readonly conversion: string
  /** `LL.4(fixed = c(NA, 0, 100, NA))` */
  readonly call: string
  readonly ec50: string | null
  readonly canTurn: boolean
  /** Fixed ones by name; free ones with the value of our fit and its bounds, in drc's order. */
  readonly fixed: readonly { readonly name: string; readonly value: number }[]
  readonly free: readonly {
    readonly name: string
    readonly value: number
    readonly lower: number
    readonly upper: number
  }[]
  /** Our dose is divided by this. */
  readonly doseUnit: number
  readonly notes: readonly string[]
}

/** @returns what R cannot say of this fit, in words, where it cannot be asked for the same */
export function rModelOf(fit: CurveFit, constraints: Constraints): RModel | { readonly lacks: string } {
  const form =
    R_FORMS[fit.variant === undefined ? fit.model : `${fit.model} ${fit.variant}`] ?? R_FORMS[fit.model]
  if (form === undefined) return { lacks: `drc has no model like ${fit.model}` }
  const values: Values = Object.fromEntries(fit.parameters.map(({ name, estimate }) => [name, estimate]))
  const stateOf = (name: ParameterName) => fit.parameters.find((parameter) => parameter.name === name)?.state
  const isFixed = (name: ParameterName) => stateOf(name) === 'fixed'
  const fixed: RModel['fixed'][number][] = []
  const free: RModel['free'][number][] = []
  const notes: string[] = []
  for (const slot of form.slots) {
    const value = slot.of(values)
    const isAlone = slot.also.every(isFixed)
    if (isFixed(slot.from) && isAlone) {
      fixed.push({ name: slot.name, value })
      continue
    }
    const state = stateOf(slot.from)
    if (state !== 'free' && !isAlone) {
      return {
        lacks: `drc cannot hold our ${slot.from}, which its ${slot.name} carries together with ${slot.also.join(' and ')}`,
      }
    }
    const bounds = boundsOf(
      slot,
      values,
      constraintOf(constraints[slot.from], { state, value: values[slot.from] }),
    )
    if (!isAlone && constraints[slot.from]?.kind === 'bounded') {
      notes.push(
        `The bounds of ${slot.from} are left out: they do not bind, and drc's ${slot.name} is another number.`,
      )
      free.push({ name: slot.name, value, lower: slot.least ?? -Infinity, upper: Infinity })
    } else free.push({ name: slot.name, value, ...bounds })
  }
  if (form.doseUnit && stateOf('logOnset') === 'free') {
    notes.push("The onset stays at the value of Halfmax's fit: drc's models have none to fit.")
  }
  const isFree = (name: string) =>
    free.some((slot) => slot.name === name && slot.lower === -Infinity && slot.upper === Infinity)
  const inOrder = form.slots.map(({ name }) => {
    const held = fixed.find((slot) => slot.name === name)
    return held === undefined ? 'NA' : rNumber(held.value)
  })
  return {
    ...form,
    call: form.call(`c(${inOrder.join(', ')})`),
    canTurn: form.isSymmetric === true && ['b', 'c', 'd'].every(isFree),
    fixed,
    free,
    doseUnit: form.doseUnit?.(values) ?? 1,
    notes,
  }
}

/** A limit of the model itself that binds is a bound that nobody set. */
function constraintOf(
  constraint: Constraints[ParameterName],
  {
    state,
    value = null,
  }: { readonly state: ParameterState | undefined; readonly value: number | null | undefined },
): Constraints[ParameterName] {
  if (constraint?.kind === 'bounded' || (state !== 'at-lower' && state !== 'at-upper')) return constraint
  const [lower, upper] = state === 'at-lower' ? [value, null] : [null, value]
  return { kind: 'bounded', lower, upper }
}

function boundsOf(slot: Slot, values: Values, constraint: Constraints[ParameterName]) {
  const least = slot.least ?? -Infinity
  if (constraint?.kind !== 'bounded') return { lower: least, upper: Infinity }
  const limits = [constraint.lower, constraint.upper].flatMap((limit) =>
    limit === null ? [] : [{ limit, there: slot.of({ ...values, [slot.from]: limit }) }],
  )
  const rises = slot.of({ ...values, [slot.from]: 1 }) > slot.of({ ...values, [slot.from]: 0 })
  const at = (limit: number | null) => limits.find((known) => known.limit === limit)?.there
  const [lower, upper] = rises
    ? [at(constraint.lower), at(constraint.upper)]
    : [at(constraint.upper), at(constraint.lower)]
  return { lower: Math.max(least, lower ?? -Infinity), upper: upper ?? Infinity }
}

/** The shortest text that R reads back as the same double. */
export function rNumber(value: number): string {
  if (value === Infinity) return 'Inf'
  if (value === -Infinity) return '-Inf'
  return Number.isFinite(value) ? String(value + 0) : 'NA'
}
