import { at } from '../numbers.ts'
import {
  type Evidence,
  flatLevel,
  hasControl,
  highestDose,
  isFlat,
  isTooSmall,
  lowestDose,
  type PotencyEvidence,
  testedDoses,
} from './evidence.ts'
import { limitsOf } from './limits.ts'
import type { Decision, Row } from './row.ts'
import { isTied } from './tied-midpoint.ts'

function notDetermined(text: string): Decision {
  return { kind: 'not-determined', text, qualifier: null, logDose: null }
}

function above(kind: 'above-range' | 'no-response', logDose: number | null, text: string): Decision {
  return { kind, text, qualifier: '>', logDose }
}

const TOO_SMALL = 'the effect is smaller than the least that counts'

/** Rows 1 to 9 of science.md section 4: is there a potency inside the tested doses at all? */
export const rangeRows: readonly Row[] = [
  {
    rule: 'too-few-points',
    decide: ({ problem, freeCount }) =>
      problem.x.length < freeCount || problem.n <= freeCount
        ? notDetermined('fewer doses or points than the free parameters need')
        : null,
  },
  {
    rule: 'no-fit',
    decide: (evidence) =>
      (evidence.solution === null && !isFlat(evidence)) || highestDose(evidence.problem) === null
        ? notDetermined('no curve could be fitted to the points')
        : null,
  },
  {
    rule: 'no-fit',
    decide: ({ solution }, { level, root }) =>
      solution !== null && level === null && root === null && solution.model.midpoint(solution.theta) === null
        ? notDetermined('the model has no midpoint')
        : null,
  },
  {
    rule: 'no-response',
    decide: (evidence) =>
      isFlat(evidence) && flatLevel(evidence) === 'untreated'
        ? above(
            'no-response',
            highestDose(evidence.problem),
            isTooSmall(evidence) ? TOO_SMALL : 'the response does not leave the untreated level',
          )
        : null,
  },
  {
    rule: 'full-effect',
    decide: (evidence) =>
      isFlat(evidence) && flatLevel(evidence) === 'full-effect'
        ? {
            kind: 'below-range',
            text: 'every dose shows the full effect',
            qualifier: '<',
            logDose: lowestDose(evidence.problem),
          }
        : null,
  },
  {
    rule: 'flat-level-unknown',
    decide: (evidence) =>
      isFlat(evidence) && flatLevel(evidence) === 'unknown'
        ? notDetermined(
            `${isTooSmall(evidence) ? TOO_SMALL : 'the response is flat'} and no direction and no wells at dose 0 tell whether that is no effect or full effect`,
          )
        : null,
  },
  {
    rule: 'does-not-reach',
    decide: (evidence, potency) =>
      reach(evidence, potency) === 'never'
        ? above(
            'above-range',
            highestDose(evidence.problem),
            'the curve does not reach the level at any dose',
          )
        : null,
  },
  {
    rule: 'past-at-zero-dose',
    decide: (evidence, potency) =>
      reach(evidence, potency) === 'past'
        ? notDetermined('the level is passed before any dose is given')
        : null,
  },
  { rule: 'top-dose-too-low', decide: decideTopDose },
  { rule: 'lowest-dose-too-high', decide: decideLowestDose },
  { rule: 'single-point', decide: decideSinglePoint },
]

function reach({ solution }: Evidence, { level, root }: PotencyEvidence): 'yes' | 'never' | 'past' {
  if (!solution || level === null || root !== null) return 'yes'
  const start = solution.model.limitAtZeroDose(solution.theta)
  const end = solution.model.limitAtFullDose(solution.theta)
  return (level - start) * (end - start) <= 0 ? 'past' : 'never'
}

function decideTopDose(evidence: Evidence, potency: PotencyEvidence): Decision | null {
  const { root, level, name } = potency
  const highest = highestDose(evidence.problem)
  if (root === null || highest === null || root <= highest) return null
  // Below the top dose it would lie as well: then the row of a single point says what is certain.
  if (level === null && decideSinglePoint(evidence) !== null && isTied(evidence, [lastGap(evidence)]))
    return null
  return above('above-range', highest, `the ${name} lies above the highest tested dose`)
}

function below(logDose: number, text: string): Decision {
  return { kind: 'below-range', text, qualifier: '<', logDose }
}

function decideLowestDose(evidence: Evidence, potency: PotencyEvidence): Decision | null {
  const { root, level, name } = potency
  const lowest = lowestDose(evidence.problem)
  if (root === null || lowest === null) return null
  const second = testedDoses(evidence.problem)[1]
  if (second !== undefined && root < second && level === null && !hasControl(evidence.problem)) {
    // With its plateau as far out as need be, the midpoint lies at the lowest dose as well as above it.
    if (isTied(evidence, [lowest, (lowest + second) / 2]))
      return below(second, 'only the lowest dose lacks the full effect')
  }
  return root < lowest ? below(lowest, `the ${name} lies below the lowest tested dose`) : null
}

/** Half-way between the two highest doses, log10. */
function lastGap({ problem }: Evidence): number {
  const doses = testedDoses(problem)
  return (at(doses, doses.length - 2) + at(doses, doses.length - 1)) / 2
}

/** Scaled responses closer than that are the same, where exact data show no noise. */
const ROUNDING = 1e-6

/** Only the highest dose leaves the baseline: its one mean carries the whole curve. */
function decideSinglePoint({ problem, request, solution, noise }: Evidence): Decision | null {
  const doses = testedDoses(problem)
  const second = doses.at(-2)
  if (!solution || second === undefined || doses.length < 3 || !(noise >= 0)) return null
  const baseline = solution.model.limitAtZeroDose(solution.theta)
  const least = Math.max(limitsOf(request).effectSd * noise, ROUNDING)
  const leaves = Array.from(problem.y, (y) => Math.abs(y - baseline) > least)
  const isAlone = leaves.at(-1) === true && leaves.slice(0, -1).every((left) => !left)
  return isAlone && at(problem.x, problem.x.length - 1) > -Infinity
    ? above('above-range', second, 'only the highest dose leaves the baseline')
    : null
}
