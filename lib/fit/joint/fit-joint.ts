import { variantsOf } from '../models/table.ts'
import { NO_ESTIMATES } from '../no-fit.ts'
import { isFixed } from '../optimize/box.ts'
import type { Solution } from '../optimize/solve.ts'
import type { FitOutcome } from '../types.ts'
import { descendJoint } from './arrow-levenberg.ts'
import { isStationaryAt } from './arrow-newton.ts'
import { boxOf, type JointProblem, makeJointProblem } from './joint-problem.ts'
import { reportJoint } from './report.ts'
import { type JointSolution, separateFits, solveJoint } from './solve-joint.ts'
import type { JointFit, JointRequest } from './types.ts'
import { findInvalidJoint } from './validate.ts'

/**
 * Fits many curves of one model together, any subset of the parameters common to all of them: one sum of squares, one
 * residual SD, degrees of freedom = all rows − distinct free parameters. The curves' own parameters are eliminated block
 * by block, so that a fit of twice as many curves costs twice as much.
 *
 * @param request  n rows with the name of their curve; doses ≥ 0 on the linear scale
 * @returns        a result whatever the data: `outcome` says how the search ended. Throws nothing; the same rows in any
 *                 order give the same bits.
 */
export function fitJoint(request: JointRequest): JointFit {
  const reason = findInvalidJoint(request)
  if (reason !== null) return withoutFit(request, { kind: 'invalid-input', reason })
  let best: Solved | null = null
  let work = 0
  for (const model of variantsOf(request.model, request.constraints, request.variant)) {
    const joint = makeJointProblem(request, model)
    const few = tooFew(joint)
    if (few) return withoutFit(request, few)
    const separate = separateFits(joint)
    const solution = solveJoint(joint, separate)
    work += joint.spent.work
    if (solution && (!best || solution.rss < best.solution.rss * (1 - 1e-12))) {
      best = { joint, separate, solution }
    }
  }
  if (!best) return withoutFit(request, { kind: 'singular', parameters: [] })
  return reportBest(request, best, work)
}

/** A profile that meets a lower RSS found a better optimum: the fit starts again from it. */
function reportBest(request: JointRequest, first: Solved, work: number): JointFit {
  let solved = first
  for (let round = 0; ; round++) {
    const { fit, better } = reportJoint(request, { ...solved, outcome: outcomeOf(solved), work })
    if (!better || round >= 2) return fit
    const again = descendJoint(solved.joint, solved.solution.box, better)
    if (!(again.rss < solved.solution.rss * (1 - 1e-12))) return fit
    solved = { ...solved, solution: { ...solved.solution, ...again } }
  }
}

interface Solved {
  readonly joint: JointProblem
  readonly separate: readonly (Solution | null)[]
  readonly solution: JointSolution
}

function outcomeOf({ joint, solution }: Solved): FitOutcome {
  const { stop, iterations, box } = solution
  const isCut = stop === 'iterations' || stop === 'damping'
  if (!isCut) return { kind: 'converged', iterations, stop }
  if (isStationaryAt(joint, box, solution)) return { kind: 'converged', iterations, stop: 'round-off' }
  return stop === 'iterations' ? { kind: 'iteration-limit', iterations } : { kind: 'stalled', iterations }
}

/** Every curve must carry its own parameters, and all rows together all of them. */
function tooFew(joint: JointProblem): FitOutcome | null {
  const { blocks, size, isShared } = joint
  const box = boxOf(joint, ({ limits }) => limits)
  let doses = 0
  let free = 0
  for (const [c, { problem }] of blocks.entries()) {
    let own = 0
    for (let k = 0; k < size; k++) {
      if (isFixed(box, c * size + k)) continue
      if (!isShared[k]) own++
      else if (c === 0) free++
    }
    free += own
    doses += problem.x.length
    if (problem.x.length < own) {
      return { kind: 'too-few-points', distinctDoses: problem.x.length, freeParameters: own }
    }
  }
  return doses < free ? { kind: 'too-few-points', distinctDoses: doses, freeParameters: free } : null
}

function withoutFit(request: JointRequest, outcome: FitOutcome): JointFit {
  return {
    ...NO_ESTIMATES,
    model: request.model,
    outcome,
    curves: [],
    n: request.dose.length,
    df: 0,
    covarianceProblem: 'There is no fit.',
    effects: [],
    warnings: [],
    work: 0,
  }
}
