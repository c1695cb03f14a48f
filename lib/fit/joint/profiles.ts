import { studentQuantile } from '../inference/distributions.ts'
import { targetLevel, type Target } from '../inference/target.ts'
import { unscaleLength, unscaleValue } from '../models/model.ts'
import { at } from '../numbers.ts'
import { type Box, loosen } from '../optimize/box.ts'
import type { Interval } from '../types.ts'
import { descendJoint } from './arrow-levenberg.ts'
import { jointRss } from './evaluate.ts'
import { covarianceBetween } from './covariance-between.ts'
import { type AskedDose, effectParameter } from './effects.ts'
import { type Block, boxOf, partOf, rowsOf } from './joint-problem.ts'
import { type Held, type Search, seekLimit } from './profile-limit.ts'
import { signedBox } from './starts.ts'
import type { JointState } from './state.ts'
import type { JointCovariance, JointEffect, JointRequest } from './types.ts'

/** A profile refits all curves at every step: those of the curves' own parameters cost their number squared. */
const MOST_CURVES = 24
/** Curve evaluations, one or two seconds of them, after which no further profile of a curve's own is begun. */
const BUDGET = 300_000
/** How far past the doses a limit is sought; beyond, that side is open (science.md 3). */
const OPEN_DECADES = 3
/** A limit to 1e-6 asks no more of the refits than this relative decrease of the RSS. */
const QUIET = 1e-11
/** Weight of a condition, in sums of weights: large enough to bind, small enough to keep digits. */
const BINDING = 1e5

export interface JointProfiles {
  /** Limits of a parameter of the curve at a place, parameter units. */
  of(c: number, k: number): Interval | null
  addTo(effect: JointEffect, asked: AskedDose): JointEffect
  /** Curves whose own limits were not sought. */
  leftOut(): number
  /** A point with a lower RSS than the optimum, met on the way: the fit must start again from it. */
  better(): Float64Array | null
}

/** Profile-likelihood limits of a joint fit: where the RSS with something held reaches RSS · (1 + t² / df). */
export function jointProfiles(
  request: JointRequest,
  state: JointState,
  covariance: JointCovariance | null,
): JointProfiles {
  const { joint, df, rss } = state
  const isAsked = request.profile !== false && df > 0 && rss > 1e-24 * joint.n
  const hasOwn = isAsked && joint.blocks.length <= MOST_CURVES
  const seeker: Seeker = { request, state, covariance, loose: looseBox(state), better: null }
  const known = new Map<number, Interval | null>()
  const leftOut = new Set<number>()
  const last = joint.spent.work + BUDGET
  const mayBegin = (c: number) => {
    const may = hasOwn && joint.spent.work <= last
    if (isAsked && !may) leftOut.add(c)
    return may
  }
  const of = (c: number, k: number) => {
    const isShared = joint.isShared[k] === 1
    const key = isShared ? k : c * joint.size + k
    if (!known.has(key)) {
      if (!(isShared ? isAsked : mayBegin(c))) return null
      known.set(key, isShared ? parameterLimits(seeker, 0, k) : parameterLimits(...scoped(seeker, c), k))
    }
    return known.get(key) ?? null
  }
  return {
    of,
    addTo(effect, asked) {
      if (effect.logRoot === null) return effect
      const c = joint.blocks.findIndex(({ name }) => name === effect.curve)
      const index = effectParameter(joint.model, asked)
      if (index >= 0) return { ...effect, profile: of(c, index) }
      return mayBegin(c)
        ? { ...effect, profile: effectLimits(...scoped(seeker, c), { effect, asked }) }
        : effect
    },
    leftOut: () => leftOut.size,
    better: () => seeker.better,
  }
}

interface Seeker extends Search {
  readonly request: JointRequest
  readonly covariance: JointCovariance | null
  /** The limits with the guards of the plateaus moved far out: they would close a limit that the data leave open. */
  readonly loose: Box
}

/** Where curves have nothing in common a profile of one leaves the others where they are. */
function scoped(seeker: Seeker, c: number): [Seeker, number] {
  const { joint, solution, states, rss } = seeker.state
  const { size, ownCount, blocks } = joint
  if (ownCount < size || blocks.length === 1) return [seeker, c]
  const block = blocks[c] as Block
  const theta = partOf(solution.theta, c, size).slice()
  const alone = jointRss({ ...joint, blocks: [block] }, theta, [new Float64Array(rowsOf(block))])
  const state: JointState = {
    ...seeker.state,
    joint: { ...joint, blocks: [block], pureError: rss - alone },
    solution: { ...solution, theta, rss: alone, others: [] },
    states: states.slice(c * size, (c + 1) * size),
  }
  return [{ ...seeker, state, loose: looseBox(state) }, 0]
}

function looseBox({ joint, solution }: JointState): Box {
  return boxOf(joint, (block) => {
    const c = joint.blocks.indexOf(block)
    const limits = loosen(block.limits, joint.model)
    return signedBox(joint, { ...block, limits }, partOf(solution.theta, c, joint.size))
  })
}

function parameterLimits(seeker: Seeker, c: number, k: number): Interval | null {
  const { state, covariance, request } = seeker
  const { joint, solution, states } = state
  const { size, model, whole, isShared } = joint
  const kind = states[c * size + k]
  if (kind === 'fixed') return null
  const entries = joint.blocks.map((_, b) => b * size + k).filter((_, b) => isShared[k] === 1 || b === c)
  const spec = model.parameters[k] as (typeof model.parameters)[number]
  const entry = { curve: joint.blocks[c]?.name ?? null, name: spec.name }
  const variance = covariance && covarianceBetween(covariance, entry, entry)
  const error = variance === null ? null : Math.sqrt(variance) / unscaleLength(spec.unit, 1, whole)
  const held: Held = {
    ...reachOf(seeker, { c, k, error }),
    fit(value, start) {
      const box = { lower: seeker.loose.lower.slice(), upper: seeker.loose.upper.slice() }
      for (const place of entries) box.lower[place] = box.upper[place] = value
      const descent = descendJoint(joint, box, start, { quiet: QUIET })
      return { rss: descent.rss + joint.pureError, theta: descent.theta }
    },
  }
  const isTwoSided = kind === 'free'
  const threshold = thresholdOf(seeker, isTwoSided ? (1 + request.level) / 2 : request.level)
  const back = (value: number | null) => (value === null ? null : unscaleValue(spec.unit, value, whole))
  const seek = (direction: 1 | -1) => back(seekLimit(seeker, held, { threshold, direction }))
  return {
    lower: kind === 'at-lower' ? null : seek(-1),
    upper: kind === 'at-upper' ? null : seek(1),
    method: isTwoSided ? 'profile' : 'one-sided-profile',
  }

  function reachOf(
    { loose }: Seeker,
    { c: curve, k: index, error: length }: { c: number; k: number; error: number | null },
  ) {
    const estimate = at(solution.theta, curve * size + index)
    let [low, high] = [at(loose.lower, curve * size + index), at(loose.upper, curve * size + index)]
    const isSlope = spec.name.startsWith('hill')
    if (spec.unit === 'log-dose') {
      const [first, last] = testedOf(whole.x)
      low = Math.max(low, Math.min(estimate, first - OPEN_DECADES))
      high = Math.min(high, Math.max(estimate, last + OPEN_DECADES))
    }
    const usual = isSlope ? 0.2 * Math.abs(estimate) : 0.1
    return { estimate, low, high, step: length !== null && length < 20 * usual ? 1.5 * length : usual }
  }
}

/** Limits of an effective dose that is no parameter: the curve is made to take its level at the dose held. */
function effectLimits(
  seeker: Seeker,
  c: number,
  { effect, asked }: { effect: JointEffect; asked: AskedDose },
): Interval | null {
  const { state, request, loose } = seeker
  const { joint } = state
  const { model, whole, size } = joint
  const root = effect.logRoot
  if (root === null || !Number.isFinite(root)) return null
  const target: Target =
    asked.target.kind === 'level'
      ? { kind: 'level', level: (asked.target.level - whole.shift) / whole.unit }
      : asked.target
  const weight = BINDING * whole.totalWeight
  const [first, last] = testedOf(whole.x)
  const error = effect.logStandardError
  const held: Held = {
    estimate: root,
    low: Math.min(root, first - OPEN_DECADES),
    high: Math.max(root, last + OPEN_DECADES),
    step: error !== null && error < 2 ? 1.5 * error : 0.1,
    fit(value, start) {
      const blocks = joint.blocks.map((block, b): Block => {
        return b === c ? { ...block, condition: { target, logDose: value, weight } } : block
      })
      const descent = descendJoint({ ...joint, blocks }, loose, start, { quiet: QUIET })
      const theta = partOf(descent.theta, c, size)
      const miss = targetLevel(model, theta, target) - model.value(theta, value)
      // Once more: it cancels the first order of what the finite weight lets through.
      return { rss: descent.rss + weight * miss * miss + joint.pureError, theta: descent.theta }
    },
  }
  const threshold = thresholdOf(seeker, (1 + request.level) / 2)
  return {
    lower: seekLimit(seeker, held, { threshold, direction: -1 }),
    upper: seekLimit(seeker, held, { threshold, direction: 1 }),
    method: 'profile',
  }
}

function testedOf(x: Float64Array): readonly [number, number] {
  const first = at(x, 0) === -Infinity && x.length > 1 ? at(x, 1) : at(x, 0)
  const last = at(x, x.length - 1)
  return Number.isFinite(first) ? [first, last] : [0, 0]
}

function thresholdOf({ state: { rss, df } }: Seeker, probability: number): number {
  const t = studentQuantile(probability, df)
  return rss * (1 + (t * t) / df)
}
