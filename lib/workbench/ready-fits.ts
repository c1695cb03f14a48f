import type { ControlMean } from '../data-frame/control-means.ts'
import { scaleOfUnit } from '../data-frame/response-scale.ts'
import type { CurveData } from '../data-frame/types.ts'
import { type OfferFacts, offerFacts, offerOf } from '../fit/models/offer.ts'
import { MODEL_ENTRIES } from '../fit/models/table.ts'
import type { Constraint, Constraints, ModelName } from '../fit/types.ts'
import { formatTrimmed, withUnit } from '../format/format-number.ts'
import { modelTitle, usualConstraint } from './models.ts'
import { isSameJson } from './same-json.ts'
import {
  activePolicy,
  curveRequest,
  effectiveConstraints,
  modelOfCurve,
  parametersOfCurve,
} from './selectors.ts'
import type { CurveSettings, Work } from './types.ts'

/** A fit ready to be taken with one act. */
export interface ReadyFit {
  readonly id: string
  /** "4PL, bottom fixed". */
  readonly title: string
  /** What is held at what: "bottom 0 %"; `''` where nothing is. */
  readonly held: string
  /** What the curve's settings become; null where it cannot be offered. */
  readonly settings: CurveSettings | null
  /** Why it cannot, as the end of "needs …"; null where it can. */
  readonly missing: string | null
  /** The curve is fitted so now. */
  readonly isInUse: boolean
}

interface Options {
  readonly work: Work
  readonly curve: CurveData
  /** Means of the control wells of the curve's response column. */
  readonly controls: readonly ControlMean[]
  /** Of the fit on screen, for a curve without replicates; null where there is none. */
  readonly sigma: number | null
}

interface Plan {
  readonly id: string
  readonly title: string
  readonly model: ModelName
  readonly constraints: Partial<Constraints>
  readonly missing?: string
}

/**
 * The eight fits that are tried first on any curve, in a fixed order, so that a key always takes the same one: the
 * logistic with its plateaus free, one or both held, and slope 1; the asymmetric one; the bell where the last doses turn
 * back, else hormesis; and the flat line.
 */
export function readyFits(options: Options): readonly ReadyFit[] {
  const { work, curve, sigma } = options
  const { dose, response } = curveRequest(work, curve, 'drag').request
  const facts = offerFacts({ dose, response, sigma })
  return plansOf(options, facts, directionOf(dose, response)).map((plan) => {
    const { id, title } = plan
    const missing = plan.missing ?? missingOf(plan, facts)
    const settings = missing === null ? settingsOf(work, curve.id, plan) : null
    return {
      id,
      title,
      held: heldText(plan.constraints, work.mapping.responseUnit),
      settings,
      missing,
      isInUse: settings !== null && isInUse(work, curve.id, plan),
    }
  })
}

function plansOf(options: Options, facts: OfferFacts, direction: 1 | -1): readonly Plan[] {
  const plateaus = plateausOf(options)
  const held = (title: string, names: readonly ('bottom' | 'top')[]): Plan => ({
    id: names.join('-'),
    title: `4PL, ${title}`,
    model: 'logistic4',
    constraints: plateaus ? Object.fromEntries(names.map((name) => [name, plateaus[name]])) : {},
    ...(plateaus === null && { missing: 'control wells, or responses in percent or as a fraction' }),
  })
  const unitSlope = { kind: 'fixed', value: direction } as const
  const last = facts.isTurningBack ? 'bell' : 'hormesisLinear'
  return [
    { id: 'free', title: '4PL, free', model: 'logistic4', constraints: {} },
    held('bottom fixed', ['bottom']),
    held('top fixed', ['top']),
    held('both fixed', ['bottom', 'top']),
    { id: 'slope', title: '4PL, slope 1', model: 'logistic4', constraints: { hill: unitSlope } },
    { id: 'logistic5', title: '5PL, free', model: 'logistic5', constraints: {} },
    { id: last, title: modelTitle(last), model: last, constraints: {} },
    { id: 'constant', title: 'Flat line', model: 'constant', constraints: {} },
  ]
}

/** Means of two controls, the lower one below; else what the policy holds; else the ends of the scale. */
function plateausOf({ work, controls }: Options): Readonly<Record<'bottom' | 'top', Constraint>> | null {
  const [low, high] = controls.toSorted((a, b) => a.mean - b.mean)
  const at = ({ mean, variance }: ControlMean) => ({ kind: 'fixed', value: mean, variance }) as const
  if (low && high && controls.length === 2) return { bottom: at(low), top: at(high) }
  const { bottom, top } = activePolicy(work).constraints
  if (bottom.kind === 'fixed' && top.kind === 'fixed') return { bottom, top }
  const scale = scaleOfUnit(work.mapping.responseUnit)
  if (scale === 'arbitrary') return null
  return { bottom: { kind: 'fixed', value: 0 }, top: { kind: 'fixed', value: scale === 'percent' ? 100 : 1 } }
}

/** Whether the response rises (1) or falls with dose: the sign of its covariance with the rank of the dose. */
function directionOf(dose: Float64Array, response: Float64Array): 1 | -1 {
  const order = [...new Set(dose)].toSorted((a, b) => a - b)
  const ranks = dose.map((one) => order.indexOf(one))
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length
  return ranks.reduce((sum, rank, i) => sum + (rank - mean) * (response[i] ?? 0), 0) < 0 ? -1 : 1
}

function missingOf({ model, constraints }: Plan, facts: OfferFacts): string | null {
  const entry = MODEL_ENTRIES.find(({ name }) => name === model)
  const fixed = Object.values(constraints).filter((one) => one?.kind === 'fixed').length
  return entry ? offerOf(entry, facts, { fixed, aiccFall: null }).missing : null
}

/** Only what differs from policy and groups, as the settings of a curve are kept. */
function settingsOf(work: Work, curveId: string, plan: Plan): CurveSettings {
  const { model } = plan
  const inherited: Work = { ...work, curves: {} }
  const onModel: Work = { ...work, curves: { [curveId]: { constraints: {}, model } } }
  return {
    constraints: Object.fromEntries(
      wantedOf(onModel, curveId, plan).flatMap(({ name, held, wanted }) =>
        isSameJson(held, wanted) ? [] : [[name, wanted]],
      ),
    ),
    ...(model !== modelOfCurve(inherited, curveId) && { model }),
  }
}

function isInUse(work: Work, curveId: string, plan: Plan): boolean {
  return (
    modelOfCurve(work, curveId) === plan.model &&
    wantedOf(work, curveId, plan).every(({ held, wanted }) => isSameJson(held, wanted))
  )
}

/** What a work holds each parameter of a curve at, and what the plan wants there. */
function wantedOf(work: Work, curveId: string, { constraints }: Plan) {
  const held = effectiveConstraints(work, curveId)
  return parametersOfCurve(work, curveId).map((spec) => ({
    name: spec.name,
    held: held.get(spec.name)?.constraint,
    wanted: constraints[spec.name] ?? usualConstraint(spec),
  }))
}

function heldText(constraints: Partial<Constraints>, responseUnit: string): string {
  const unit = responseUnit === 'fraction' ? '' : responseUnit
  return Object.entries(constraints)
    .flatMap(([name, constraint]) => {
      if (constraint.kind !== 'fixed') return []
      const isPlateau = name === 'bottom' || name === 'top'
      const value = withUnit(formatTrimmed(constraint.value, 3), isPlateau ? unit : '')
      const source = constraint.variance === undefined ? '' : ', controls'
      return `${name === 'hill' ? 'slope' : name} ${value}${source}`
    })
    .join('; ')
}
