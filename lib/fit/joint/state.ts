import { isFixed } from '../optimize/box.ts'
import { stateOf } from '../optimize/solve.ts'
import type { ParameterState } from '../types.ts'
import { type JointProblem, partOf } from './joint-problem.ts'
import type { JointSolution } from './solve-joint.ts'

/** What is known of a solved joint fit before its errors. */
export interface JointState {
  readonly joint: JointProblem
  readonly solution: JointSolution
  /** Curves × size. */
  readonly states: readonly ParameterState[]
  /** Scaled, of the wells. */
  readonly rss: number
  readonly df: number
}

/** States and degrees of freedom; a parameter at its limit was put there by the data and still counts. */
export function stateAt(joint: JointProblem, solution: JointSolution): JointState {
  const { blocks, size, model, isShared } = joint
  const states = blocks.flatMap(({ limits }, c) =>
    model.parameters.map((_, k) => {
      // A slope of size 1 by default was held at the sign of the data.
      if (isFixed(solution.box, c * size + k)) return 'fixed' as const
      return stateOf(limits, model, k, partOf(solution.theta, c, size))
    }),
  )
  const free = states.filter((state, entry) => {
    return state !== 'fixed' && (entry < size || !isShared[entry % size])
  }).length
  return { joint, solution, states, rss: solution.rss + joint.pureError, df: joint.n - free }
}
