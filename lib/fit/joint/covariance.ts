import { unscaleLength } from '../models/model.ts'
import type { CovarianceKind, ParameterName } from '../types.ts'
import { type ArrowInverse, invertBlocks } from './arrow-hessian.ts'
import { jointCurvature } from './arrow-newton.ts'
import type { JointProblem } from './joint-problem.ts'
import type { JointCovariance } from './types.ts'

/** Past this the inverse has no digit left in double precision. */
const HOPELESS_CONDITION = 1e15
/** A standard error of a million decades or data ranges is no information, only a long number. */
const HOPELESS_VARIANCE = 1e12

/** In scaled units, s² included; `undetermined` are the curves whose own parameters have no error. */
export interface ScaledJointCovariance {
  readonly inverse: ArrowInverse
  readonly undetermined: readonly boolean[]
}

interface Optimum {
  readonly theta: Float64Array
  /** Scaled, of the wells. */
  readonly rss: number
  readonly df: number
  /** Curves × size: off its limits. */
  readonly active: Uint8Array
}

export type JointCovarianceResult =
  | { readonly ok: true; readonly value: ScaledJointCovariance }
  | { readonly ok: false; readonly error: string }

/**
 * s² times the inverse of JᵀWJ (`expected`) or of half the Hessian of the RSS (`observed`) over all parameters off their
 * limits. A curve whose own rows do not determine its parameters loses their errors alone: they are held.
 */
export function jointCovarianceOf(
  joint: JointProblem,
  kind: CovarianceKind,
  { theta, rss, df, active }: Optimum,
): JointCovarianceResult {
  if (!active.includes(1)) return fail('No parameter is free to vary.')
  if (df <= 0) return fail('As many parameters as points: the fit is exact and carries no error estimate.')
  if (rss <= 1e-24 * joint.n) {
    return fail('The curves pass through every point: there is no scatter to estimate errors from.')
  }
  const curvature = jointCurvature(joint, theta)
  const matrices = curvature[kind]
  const taking = active.slice()
  const undetermined = joint.blocks.map(() => false)
  // A curve alone that cannot be inverted is held; were it the shared ones, nothing is left to say.
  joint.blocks.forEach((_, c) => {
    const only = taking.map((value, k) => (Math.floor(k / joint.size) === c ? value : 0))
    if (isUsable(invertOne(joint, matrices, { only, c }))) return
    undetermined[c] = true
    joint.order.subarray(0, joint.ownCount).forEach((k) => (taking[c * joint.size + k] = 0))
  })
  const inverse = invertBlocks(joint, matrices, taking)
  if (!inverse || !(inverse.condition < HOPELESS_CONDITION) || undetermined.every(Boolean)) {
    return fail(
      kind === 'observed'
        ? 'The observed Hessian is not positive definite at the optimum.'
        : 'The points cannot tell the free parameters apart.',
    )
  }
  const s2 = rss / df
  const grow = (values: Float64Array) => values.map((value) => value * s2)
  const value: ArrowInverse = {
    ...inverse,
    sharedValues: grow(inverse.sharedValues),
    curves: inverse.curves.map((curve) => ({ ...curve, ownValues: grow(curve.ownValues) })),
  }
  if (value.sharedValues.some((one) => !(Math.abs(one) < HOPELESS_VARIANCE))) {
    return fail('The points say nothing about at least one shared parameter.')
  }
  value.curves.forEach(({ ownValues }, c) => {
    if (ownValues.some((one) => !(Math.abs(one) < HOPELESS_VARIANCE))) undetermined[c] = true
  })
  return { ok: true, value: { inverse: value, undetermined } }
}

/** The inverse over one curve's own active parameters; of none it is empty and fine. */
function invertOne(
  joint: JointProblem,
  matrices: readonly Float64Array[],
  { only, c }: { only: Uint8Array; c: number },
): { condition: number } | null {
  const own = only.map((value, k) => (joint.isShared[k % joint.size] ? 0 : value))
  const alone: JointProblem = { ...joint, blocks: joint.blocks.slice(c, c + 1) }
  const part = own.slice(c * joint.size, (c + 1) * joint.size)
  return invertBlocks(alone, [matrices[c] as Float64Array], part)?.curves[0] ?? null
}

function isUsable(inverse: { condition: number } | null): boolean {
  return inverse !== null && inverse.condition < HOPELESS_CONDITION
}

function fail(error: string): JointCovarianceResult {
  return { ok: false, error }
}

/** In parameter units, as a result carries it. */
export function unscaleJointCovariance(
  joint: JointProblem,
  kind: CovarianceKind,
  { inverse, undetermined }: ScaledJointCovariance,
): JointCovariance {
  const { model, whole } = joint
  const unit = (k: number) => unscaleLength(model.parameters[k]?.unit ?? 'none', 1, whole)
  const nameOf = (k: number) => model.parameters[k]?.name as ParameterName
  const { shared } = inverse
  const scaleGrid = (
    values: Float64Array,
    rows: readonly number[],
    { columns, of }: { columns: readonly number[]; of: (row: number, column: number) => number },
  ) =>
    values.map(
      (value, cell) =>
        value *
        of(rows[Math.floor(cell / columns.length)] as number, columns[cell % columns.length] as number),
    )
  const product = (row: number, column: number) => unit(row) * unit(column)
  return {
    kind,
    shared: shared.map(nameOf),
    sharedValues: scaleGrid(inverse.sharedValues, shared, { columns: shared, of: product }),
    curves: joint.blocks.map(({ name }, c) => {
      const { own, ownValues, coupling } = inverse.curves[c] as ArrowInverse['curves'][number]
      const isKnown = !undetermined[c]
      return {
        name,
        own: own.map(nameOf),
        ownValues: isKnown ? scaleGrid(ownValues, own, { columns: own, of: product }) : null,
        coupling: isKnown
          ? scaleGrid(coupling, own, { columns: shared, of: (row, column) => unit(row) / unit(column) })
          : null,
      }
    }),
  }
}
