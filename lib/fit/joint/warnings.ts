import { type JointProblem, partOf } from './joint-problem.ts'
import type { JointProfiles } from './profiles.ts'
import { isReversed, type JointSolution } from './solve-joint.ts'
import type { JointCovariance, JointCurve, JointWarning } from './types.ts'

/** Residual variances this far apart make one σ for all curves a fiction (science.md 2). */
const UNEQUAL = 4

export function warningsOf({
  joint,
  solution,
  curves,
  covariance,
  profiles,
}: {
  readonly joint: JointProblem
  readonly solution: JointSolution
  readonly curves: readonly JointCurve[]
  readonly covariance: JointCovariance | null
  readonly profiles: JointProfiles
}): JointWarning[] {
  const reversed = joint.blocks.filter((_, c) => isReversed(joint, partOf(solution.theta, c, joint.size)))
  const undetermined = covariance?.curves.filter(({ own, ownValues }) => own.length > 0 && !ownValues) ?? []
  return [
    ...unequalVariances(curves),
    ...reversed.map(({ name }): JointWarning => ({ kind: 'runs-the-other-way', curve: name })),
    ...undetermined.map(({ name }): JointWarning => ({ kind: 'undetermined', curve: name })),
    ...(profiles.leftOut() > 0 ? [{ kind: 'profiles-left-out', curves: profiles.leftOut() } as const] : []),
  ]
}

function unequalVariances(curves: readonly JointCurve[]): JointWarning[] {
  const known = curves
    .flatMap(({ name, ownVariance }) => (ownVariance === null ? [] : [{ name, variance: ownVariance }]))
    .toSorted((a, b) => b.variance - a.variance)
  const [highest, lowest] = [known[0], known.at(-1)]
  if (!highest || !lowest || !(highest.variance >= UNEQUAL * lowest.variance)) return []
  if (!(highest.variance > 0)) return []
  const ratio = highest.variance / lowest.variance
  return [{ kind: 'unequal-variances', ratio, highest: highest.name, lowest: lowest.name }]
}
