import { indexOf } from '../models/model.ts'
import { MODELS } from '../models/table.ts'
import type { Solution } from '../optimize/solve.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import { bendPoints, EFFECT_SD, type Evidence, type PotencyEvidence, testedDoses } from './evidence.ts'
import type { Decision, Row } from './row.ts'
import { spokenName } from './spoken-name.ts'

function estimated({ root }: PotencyEvidence, text: string): Decision {
  return { kind: 'estimated', text, qualifier: '=', logDose: root }
}

/** Rows 10 to 19: how far the potency inside the tested doses can be trusted. */
export const trustRows: readonly Row[] = [
  {
    rule: 'unstable',
    decide: (_, { interval }) =>
      interval?.method === 'profile' && interval.lower === null && interval.upper === null
        ? { kind: 'not-determined', text: 'the data leave both limits open', qualifier: null, logDose: null }
        : null,
  },
  {
    rule: 'limit-open',
    decide: (_, potency) => {
      const { interval } = potency
      if (interval?.method !== 'profile' || (interval.lower === null) === (interval.upper === null))
        return null
      return estimated(
        potency,
        `the data leave the ${interval.lower === null ? 'lower' : 'upper'} limit open`,
      )
    },
  },
  { rule: 'steep', decide: decideSteep },
  {
    rule: 'at-bound',
    decide: ({ solution }, potency) => {
      const bound = solution
        ? solution.free
            .filter((k) => !solution.interior.includes(k))
            .map((k) => spokenName(nameAt(solution, k)))
        : []
      return bound.length > 0 ? estimated(potency, `${bound.join(' and ')} stopped at a bound`) : null
    },
  },
  {
    rule: 'fixed-contradicted',
    decide: ({ contradiction }, potency) =>
      contradiction && contradiction.contradicted.length > 0
        ? estimated(
            potency,
            `the data contradict the fixed ${contradiction.contradicted.map(spokenName).join(' and ')}`,
          )
        : null,
  },
  { rule: 'plateau-not-seen', decide: decidePlateaus },
  { rule: 'non-monotone', decide: decideMonotone },
  { rule: 'implausible-plateau', decide: decidePlausible },
  { rule: 'one-point-decides', decide: decideOnePoint },
  {
    rule: 'wide-interval',
    decide: (_, potency) => {
      const { lower = null, upper = null } = potency.interval ?? {}
      const isWide = lower !== null && upper !== null && upper - lower > 1
      return isWide ? estimated(potency, 'the limits are more than 10-fold apart') : null
    },
  },
]

/** The last row: nothing speaks against the value. */
export const reportable: Row = {
  rule: 'reportable',
  decide: ({ problem }, { root, level }) => ({
    kind: 'reportable',
    text:
      level === null
        ? 'two doses lie beyond each bend of the curve'
        : 'two doses lie on each side of the level',
    qualifier: root === null || problem.n === 0 ? null : '=',
    logDose: root,
  }),
}

function nameAt({ model }: Solution, index: number): string {
  return model.parameters[index]?.name ?? ''
}

/** A step between two doses: any midpoint between them and any steeper slope fits as well. */
function decideSteep(
  { problem, solution, profileHill }: Evidence,
  potency: PotencyEvidence,
): Decision | null {
  const bends = solution && bendPoints(solution)
  if (!solution || !bends || potency.root === null || indexOf(solution.model, 'hill') < 0) return null
  const hill = at(solution.theta, indexOf(solution.model, 'hill'))
  const isOpen = profileHill !== null && (hill > 0 ? profileHill.upper : profileHill.lower) === null
  const isAtGuard = isAtSteepGuard(solution)
  const [low, high] = bends
  const doses = testedDoses(problem)
  if (!(isOpen || isAtGuard) || doses.some((x) => x > low && x < high)) return null
  const root = potency.root
  const lower = doses.filter((x) => x <= root).at(-1)
  const upper = doses.find((x) => x >= root)
  if (lower === undefined || upper === undefined) return null
  return {
    ...estimated(potency, 'no tested dose lies on the slope'),
    logDose: (lower + upper) / 2,
    interval: { lower, upper, method: 'bracket' },
  }
}

function isAtSteepGuard({ model, states, limits, theta }: Solution): boolean {
  const index = indexOf(model, 'hill')
  const isUpper = at(theta, index) > 0
  const guard = isUpper ? limits.isUpperGuard[index] : limits.isLowerGuard[index]
  return guard === true && states[index] === (isUpper ? 'at-upper' : 'at-lower')
}

/** Relative: two tested doses beyond each bend. Absolute: two on each side of the level. Dose 0 counts as one. */
function decidePlateaus({ problem, solution }: Evidence, potency: PotencyEvidence): Decision | null {
  if (!solution) return null
  const { model, theta } = solution
  if (potency.level === null) {
    const bends = bendPoints(solution)
    if (!bends) return null
    const [low, high] = bends
    const isRising = model.limitAtFullDose(theta) >= model.limitAtZeroDose(theta)
    const sides = [
      problem.x.filter((x) => x < low).length < 2 ? (isRising ? 'bottom' : 'top') : null,
      problem.x.filter((x) => x > high).length < 2 ? (isRising ? 'top' : 'bottom') : null,
    ].filter((side) => side !== null)
    return sides.length > 0
      ? estimated(potency, `fewer than two doses show the ${sides.join(' and the ')}`)
      : null
  }
  const { level } = potency
  const aboveCount = problem.x.filter((x) => model.value(theta, x) > level).length
  const isSeen = aboveCount >= 2 && problem.x.length - aboveCount >= 2
  return isSeen ? null : estimated(potency, 'fewer than two doses lie on one side of the level')
}

/** The last two doses come back from the extreme by more than 3 SD of a well, which a monotone model cannot follow. */
function decideMonotone({ problem, solution, noise }: Evidence, potency: PotencyEvidence): Decision | null {
  const m = problem.y.length
  if (!solution || m < 4 || !(noise > 0) || !MODELS[solution.model.name].isMonotone) return null
  const { model, theta } = solution
  const sign = Math.sign(model.limitAtFullDose(theta) - model.limitAtZeroDose(theta))
  const means = problem.y.map((y) => sign * y)
  const peak = means.subarray(0, m - 2).reduce((most, mean) => Math.max(most, mean), Number.NEGATIVE_INFINITY)
  const [previous, last] = [at(means, m - 2), at(means, m - 1)]
  const isTurning = peak > previous && peak - last > EFFECT_SD * noise
  return isTurning ? estimated(potency, 'the last doses turn back') : null
}

const PLAUSIBLE = [-0.2, 1.2] as const

function decidePlausible(
  { request, problem, solution }: Evidence,
  potency: PotencyEvidence,
): Decision | null {
  const full = request.responseScale === 'percent' ? 100 : request.responseScale === 'fraction' ? 1 : null
  if (!solution || full === null) return null
  // The top of a bell is no level that the curve reaches.
  const levels = solution.model.name === 'bell' ? ['bottom', 'bottomSecond'] : ['bottom', 'top']
  const outside = solution.model.parameters.filter(({ name }, k) => {
    const value = (at(solution.theta, k) * problem.unit + problem.shift) / full
    const isOutside = value < PLAUSIBLE[0] || value > PLAUSIBLE[1]
    return levels.includes(name) && solution.states[k] !== 'fixed' && isOutside
  })
  if (outside.length === 0) return null
  const names = outside.map(({ name }) => name).join(' and ')
  return estimated(potency, `the ${names} lies outside −20 to 120 %`)
}

/** Minimum significant ratio: a shift that two runs of one assay would not show by chance. */
const MINIMUM_SIGNIFICANT_RATIO = 3

function decideOnePoint({ leaveOneOut, solution }: Evidence, potency: PotencyEvidence): Decision | null {
  if (!leaveOneOut || !solution) return null
  if (solution.states[indexOf(solution.model, 'logEc50')] === 'fixed') return null
  const limit = log10(MINIMUM_SIGNIFICANT_RATIO)
  const decides = leaveOneOut.some((ratio) => !(Math.abs(log10(ratio)) <= limit))
  return decides ? estimated(potency, 'one point moves the value more than 3-fold') : null
}
