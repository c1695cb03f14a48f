import { constraintsOf, loadAllReference, pointsOf, type ReferenceFit } from '../../fixtures/load.ts'
import type { CovarianceKind, ParameterName } from '../../types.ts'
import type { JointRequest } from '../types.ts'

interface JointReferenceParameter {
  readonly name: string
  /** `shared`, or the curve. */
  readonly curve: string | number
  readonly estimate: number
  readonly se: number
  readonly seGaussNewton: number
  readonly t: number
  readonly p: number
}

/** A reference fit of several curves, as README.md of the fixtures describes it. */
export interface JointReference extends Omit<ReferenceFit, 'parameters' | 'effectiveDoses' | 'profile'> {
  readonly parameters: readonly JointReferenceParameter[]
  readonly covariance: {
    readonly order: readonly string[]
    readonly hessian: readonly (readonly number[])[]
    readonly gaussNewton: readonly (readonly number[])[]
  }
  readonly effectiveDoses?: readonly {
    readonly curve: string | number
    readonly type: 'relative' | 'absolute'
    readonly level: number
    readonly log10Dose?: number | null
    readonly seLog10?: number | null
  }[]
  readonly relativePotency?: readonly {
    readonly numerator: string | number
    readonly denominator: string | number
    readonly ratioEd50: number
    readonly se: number
    readonly ciLog: readonly [number, number]
  }[]
  readonly profile?: {
    readonly intervals: readonly {
      readonly parameter: string
      readonly curve: string | number
      readonly lower: number | null
      readonly upper: number | null
      readonly stepLike?: readonly string[]
    }[]
  }
}

const { datasets, fits } = loadAllReference()

/** Least-squares fits of several curves, with and without shared parameters. */
export const jointReferences = fits.filter(
  ({ loss, estimates }) => loss.kind === 'rss' && estimates.length > 1,
  // The inferred type is that of one curve; the README states what several add.
) as unknown as readonly JointReference[]

/** The request that a reference fit answers. */
export function requestOf(reference: JointReference, covariance: CovarianceKind): JointRequest {
  const fit = reference as unknown as ReferenceFit
  const { dose, response } = pointsOf(fit, datasets)
  const names = datasets[fit.dataset]?.curve ?? []
  const used = fit.curves?.map(String)
  const absolute = reference.effectiveDoses?.find(({ type }) => type === 'absolute')
  return {
    model: fit.model.kind === 'logLogistic' ? 'logistic4' : (fit.model.kind as 'weibull1'),
    dose,
    response,
    curve: names.map(String).filter((name) => !used || used.includes(name)),
    shared: (fit.shared?.product ?? []) as readonly ParameterName[],
    constraints: constraintsOf(fit),
    covariance,
    level: 0.95,
    responseScale: 'arbitrary',
    absoluteLevel: absolute?.level ?? null,
    effects: [10, 90],
  }
}

/**
 * The reference fits of several curves keep the names their search ended with. (bottom, top, hill) and (top, bottom,
 * −hill) are one curve: the names with top ≥ bottom are compared.
 *
 * @param curve  `shared`: of all curves
 */
export function isUpsideDown({ estimates }: JointReference, curve: string): boolean {
  return estimates
    .filter((one) => curve === 'shared' || String(one.curve) === curve)
    .every(({ product }) => (product['bottom'] ?? 0) > (product['top'] ?? 0))
}

/** What a parameter of the reference is called, and its sign, after turning. */
export function turnName(name: string): { readonly name: string; readonly sign: 1 | -1 } {
  if (name === 'bottom') return { name: 'top', sign: 1 }
  if (name === 'top') return { name: 'bottom', sign: 1 }
  return { name, sign: name === 'hill' ? -1 : 1 }
}
