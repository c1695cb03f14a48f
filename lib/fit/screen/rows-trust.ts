import { indexOf } from '../models/model.ts'
import { MODELS } from '../models/table.ts'
import type { Solution } from '../optimize/solve.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import { bendPoints, type Evidence, fullScale, type PotencyEvidence, testedDoses } from './evidence.ts'
import { limitsOf } from './limits.ts'
import type { Decision, Row } from './row.ts'
import { spokenName } from './spoken-name.ts'
import type { VerdictLimits } from '../types.ts'

function estimated({ root }: PotencyEvidence, text: string): Decision {
  return { kind: 'estimated', text, qualifier: '=', logDose: root }
}

/** Rows 10 to 19: how far the potency inside the tested doses can be trusted. */
export const trustRows: readonly Row[] = [
  {
    // No row of science.md: a value that somebody set is no result of the data, however well they agree with it.
    rule: 'held',
    decide: (_, potency) =>
      potency.isHeld
        ? estimated(potency, `the ${potency.name} is held, not fitted, so there is no interval`)
        : null,
  },
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
    decide: ({ request }, potency) => {
      const text = wideText(potency.interval, limitsOf(request))
      return text === null ? null : estimated(potency, text)
    },
  },
]

/** That an interval is too wide, or null. */
export function wideText(interval: PotencyEvidence['interval'], { wideFold }: VerdictLimits): string | null {
  const { lower = null, upper = null } = interval ?? {}
  const isWide = lower !== null && upper !== null && upper - lower > log10(wideFold)
  return isWide ? `the limits are more than ${wideFold}-fold apart` : null
}

/** The last row: nothing speaks against the value. */
export const reportable: Row = {
  rule: 'reportable',
  decide: ({ problem, request }, { root, level }) => {
    const { bendDoses } = limitsOf(request)
    const lie = `${dosesWord(bendDoses)} ${bendDoses === 1 ? 'lies' : 'lie'}`
    return {
      kind: 'reportable',
      text: `${lie} ${level === null ? 'beyond each bend of the curve' : 'on each side of the level'}`,
      qualifier: root === null || problem.n === 0 ? null : '=',
      logDose: root,
    }
  },
}

const COUNTS = ['no', 'one', 'two', 'three', 'four']

/** "two doses". */
function dosesWord(count: number): string {
  return `${COUNTS[count] ?? count} ${count === 1 ? 'dose' : 'doses'}`
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

/** Relative: two tested doses (`bendDoses`) beyond each bend. Absolute: two on each side of the level. Dose 0 counts as one. */
function decidePlateaus({ problem, request, solution }: Evidence, potency: PotencyEvidence): Decision | null {
  if (!solution) return null
  const { bendDoses } = limitsOf(request)
  const fewer = `fewer than ${dosesWord(bendDoses)}`
  const verb = (plural: string) => (bendDoses === 1 ? `${plural}s` : plural)
  const { model, theta } = solution
  if (potency.level === null) {
    const bends = bendPoints(solution)
    if (!bends) return null
    const [low, high] = bends
    const isRising = model.limitAtFullDose(theta) >= model.limitAtZeroDose(theta)
    const sides = [
      problem.x.filter((x) => x < low).length < bendDoses ? (isRising ? 'bottom' : 'top') : null,
      problem.x.filter((x) => x > high).length < bendDoses ? (isRising ? 'top' : 'bottom') : null,
    ].filter((side) => side !== null)
    return sides.length > 0
      ? estimated(potency, `${fewer} ${verb('show')} the ${sides.join(' and the ')}`)
      : null
  }
  const { level } = potency
  const aboveCount = problem.x.filter((x) => model.value(theta, x) > level).length
  const isSeen = aboveCount >= bendDoses && problem.x.length - aboveCount >= bendDoses
  return isSeen ? null : estimated(potency, `${fewer} ${verb('lie')} on one side of the level`)
}

/** The last two doses come back from the extreme by more than 3 SD (`effectSd`) of a well, which a monotone model cannot follow. */
function decideMonotone(
  { problem, request, solution, noise }: Evidence,
  potency: PotencyEvidence,
): Decision | null {
  const m = problem.y.length
  if (!solution || m < 4 || !(noise > 0) || !MODELS[solution.model.name].isMonotone) return null
  const { model, theta } = solution
  const sign = Math.sign(model.limitAtFullDose(theta) - model.limitAtZeroDose(theta))
  const means = problem.y.map((y) => sign * y)
  const peak = means.subarray(0, m - 2).reduce((most, mean) => Math.max(most, mean), Number.NEGATIVE_INFINITY)
  const [previous, last] = [at(means, m - 2), at(means, m - 1)]
  const isTurning = peak > previous && peak - last > limitsOf(request).effectSd * noise
  return isTurning ? estimated(potency, 'the last doses turn back') : null
}

function decidePlausible(
  { request, problem, solution }: Evidence,
  potency: PotencyEvidence,
): Decision | null {
  const full = fullScale(request)
  const { lowestPlateau, highestPlateau } = limitsOf(request)
  if (!solution || full === null) return null
  // The top of a bell is no level that the curve reaches.
  const levels = solution.model.name === 'bell' ? ['bottom', 'bottomSecond'] : ['bottom', 'top']
  const outside = solution.model.parameters.filter(({ name }, k) => {
    const percent = (100 * (at(solution.theta, k) * problem.unit + problem.shift)) / full
    const isOutside = percent < lowestPlateau || percent > highestPlateau
    return levels.includes(name) && solution.states[k] !== 'fixed' && isOutside
  })
  if (outside.length === 0) return null
  const names = outside.map(({ name }) => name).join(' and ')
  const range = `${lowestPlateau} to ${highestPlateau} %`.replaceAll('-', '−')
  return estimated(potency, `the ${names} lies outside ${range}`)
}

/** The limit is the minimum significant ratio: a shift that two runs of one assay would not show by chance. */
function decideOnePoint(
  { leaveOneOut, request, solution }: Evidence,
  potency: PotencyEvidence,
): Decision | null {
  if (!leaveOneOut || !solution) return null
  if (solution.states[indexOf(solution.model, 'logEc50')] === 'fixed') return null
  const { pointFold } = limitsOf(request)
  const limit = log10(pointFold)
  const decides = leaveOneOut.some((ratio) => !(Math.abs(log10(ratio)) <= limit))
  return decides ? estimated(potency, `one point moves the value more than ${pointFold}-fold`) : null
}
