import { isInsideInterval } from '../inside-interval.ts'
import { dependencyOf, isExact } from '../inference/covariance.ts'
import { indexOf } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import type { Solution } from '../optimize/solve.ts'
import type { FTest, Potency } from '../types.ts'

const AMBIGUOUS = 0.9999
/** 10 / √ε. */
const UNSTABLE_CONDITION = 6.7e8
const SHALLOW_HILL = 0.35
/** Where a request names no limit. */
const FOLD_LIMIT = 3

/** Badges beside those of the verdict's rows. */
export const EXTRA_FLAGS = [
  'lack-of-fit',
  'outlier-proposed',
  'relative-absolute-differ',
  'one-point-decides',
  'exact-fit',
  'ill-conditioned',
  'shallow',
  'two-solutions',
] as const

/** These name a parameter, as in `ambiguous-hill`. */
export const PARAMETER_FLAGS = ['ambiguous', 'guard'] as const

type ExtraFlag = (typeof EXTRA_FLAGS)[number] | `${(typeof PARAMETER_FLAGS)[number]}-${string}`

interface FlagInput {
  readonly solution: Solution
  readonly lackOfFit: FTest | null
  readonly relative: Potency
  readonly absolute: Potency | null
  readonly hasOutlier: boolean
  /** Multiples of the relative potency with one point left out; null where none were made. */
  readonly leaveOneOut: Float64Array | null
  /** Scaled RSS below which a second minimum cannot be told from the first. */
  readonly threshold: number
  /** Of the request; absent: 3. */
  readonly foldLimit: number | undefined
  readonly lackOfFitP: number
}

/** Badges that decide no verdict; some of them may be there as a verdict's rule already. `guard-*`: a numerical limit that no one asked for stopped that parameter. */
export function extraFlags(input: FlagInput): ExtraFlag[] {
  const { solution } = input
  const { model, theta, states } = solution
  const hill = indexOf(model, 'hill')
  const flags: ExtraFlag[] = []
  if (input.lackOfFit && input.lackOfFit.p < input.lackOfFitP) flags.push('lack-of-fit')
  if (input.hasOutlier) flags.push('outlier-proposed')
  if (isApart(input)) flags.push('relative-absolute-differ')
  if (isDecidedByOne(input)) flags.push('one-point-decides')
  if (solution.df <= 0 || isExact(solution)) flags.push('exact-fit')
  flags.push(...dependencyFlags(solution))
  if (hill >= 0 && states[hill] !== 'fixed' && Math.abs(at(theta, hill)) < SHALLOW_HILL) flags.push('shallow')
  if (hasSecond(input)) flags.push('two-solutions')
  model.parameters.forEach(({ name }, k) => {
    if (isAtGuard(solution, k)) flags.push(`guard-${name}`)
  })
  return flags
}

function dependencyFlags(solution: Solution): ExtraFlag[] {
  const dependency = dependencyOf(solution)
  if (!dependency) return []
  const ambiguous = solution.interior.filter((_, i) => (dependency.values[i] ?? 0) > AMBIGUOUS)
  const flags = ambiguous.map((k): ExtraFlag => `ambiguous-${solution.model.parameters[k]?.name ?? ''}`)
  return dependency.condition > UNSTABLE_CONDITION ? [...flags, 'ill-conditioned'] : flags
}

function isApart({ relative, absolute, foldLimit = FOLD_LIMIT }: FlagInput): boolean {
  if (relative.logRoot === null || absolute?.logRoot == null) return false
  return Math.abs(relative.logRoot - absolute.logRoot) > log10(foldLimit)
}

/** Without one of its points the potency would lie outside its own interval, or there would be none. */
function isDecidedByOne({ leaveOneOut, relative }: FlagInput): boolean {
  const { qualifier, logRoot, interval } = relative
  if (!leaveOneOut || qualifier !== '=' || logRoot === null || interval === null) return false
  return leaveOneOut.some((multiple) => !isInsideInterval(interval, logRoot + log10(multiple)))
}

function hasSecond({ solution, threshold }: FlagInput): boolean {
  const here = solution.model.midpoint(solution.theta)
  if (here === null) return false
  return solution.others.some((other) => other.rss < threshold && Math.abs(other.logEc50 - here) > 0.3)
}

function isAtGuard({ model, states, limits, theta }: Solution, k: number): boolean {
  const isSlope = model.parameters[k]?.name === 'hill'
  if (states[k] === 'at-lower')
    return limits.isLowerGuard[k] === true || (isSlope && at(theta, k) > 0 && at(limits.lower, k) <= 0)
  if (states[k] === 'at-upper')
    return limits.isUpperGuard[k] === true || (isSlope && at(theta, k) < 0 && at(limits.upper, k) >= 0)
  return false
}
