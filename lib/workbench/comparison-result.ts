import type { Equivalence, Parallelism } from '../fit/joint/parallelism.ts'
import { relativePotency, type RelativePotency } from '../fit/joint/relative-potency.ts'
import type { JointFit, JointWarning } from '../fit/joint/types.ts'
import type { CurveFit, Interval, ModelName, Potency, SigmoidParameter } from '../fit/types.ts'
import type { ComparisonAsk } from './comparison-ask.ts'
import { testedPlace } from './tested-place.ts'
import type { Comparison } from './types.ts'

/** A potency as it may be reported: with its qualifier, or nothing. */
export type ReportedPotency = Pick<Potency, 'logDose' | 'qualifier' | 'interval'>

export interface ComparedCurve {
  readonly id: string
  readonly label: string
  readonly isReference: boolean
  /** Midpoint in the fit of all curves together, on log10. */
  readonly potency: ReportedPotency
  /** Bottom, top, midpoint (log10) and slope in that fit; null without one. */
  readonly theta: readonly number[] | null
  /** Dose of the reference over dose of this curve for the same effect; null for the reference, or with the problem. */
  readonly relative: RelativePotency | null
  readonly relativeProblem: string | null
  /** Against the reference; null for the reference, or with the problem. */
  readonly parallelism: Parallelism | null
  readonly parallelismProblem: string | null
}

export interface ComparisonResult {
  readonly comparison: Comparison
  /** The reference first. */
  readonly curves: readonly ComparedCurve[]
  readonly model: ModelName
  readonly level: number
  /** Of the fit of all curves together. */
  readonly n: number
  readonly df: number
  readonly sigma: number | null
  readonly shared: readonly {
    readonly name: SigmoidParameter
    readonly estimate: number
    readonly isFixed: boolean
    readonly interval: Interval | null
  }[]
  /** Why there is no fit, in a sentence. */
  readonly problem: string | null
  /** 4-fold or more apart, with the names of the two curves. */
  readonly unequalVariances: {
    readonly ratio: number
    readonly highest: string
    readonly lowest: string
  } | null
  readonly warnings: readonly string[]
  readonly notes: readonly string[]
}

interface Answers {
  readonly ask: ComparisonAsk
  readonly joint: JointFit
  /** By curve; a text is why there is none. */
  readonly pairs: ReadonlyMap<string, Parallelism | string>
  /** The curve's own fit, whose verdict holds where the comparison adds nothing to it. */
  fitOf(curveId: string): CurveFit | null
}

const NOTHING: ReportedPotency = { logDose: null, qualifier: null, interval: null }

/** What the answers of the fit say, with every potency beyond the tested doses as a limit. */
export function comparisonResult({ ask, joint, pairs, fitOf }: Answers): ComparisonResult {
  const { comparison, curves: data } = ask
  const labels = new Map(data.map(({ id, label }) => [id, label]))
  const potencies = new Map(data.map(({ id }) => [id, potencyOf(id, { ask, joint, fit: fitOf(id) })]))
  const reference = data[0]?.id ?? ''
  const curves = data.map(({ id, label }): ComparedCurve => {
    const isReference = id === reference
    const pair = pairs.get(id) ?? 'It was not judged.'
    return {
      id,
      label,
      isReference,
      potency: potencies.get(id) ?? NOTHING,
      theta: thetaOf(joint, id),
      ...(isReference
        ? { relative: null, relativeProblem: null }
        : relativeOf(id, { ask, joint, potencies, labels })),
      parallelism: isReference || typeof pair === 'string' ? null : pair,
      parallelismProblem: isReference || typeof pair !== 'string' ? null : pair,
    }
  })
  return {
    comparison,
    curves,
    model: joint.model,
    level: ask.joint.level,
    n: joint.n,
    df: joint.df,
    sigma: joint.sigma,
    shared: sharedOf(joint),
    problem: problemOf(joint),
    unequalVariances: unequalVariances(joint.warnings, labels),
    warnings: warningsOf(joint.warnings, labels),
    notes: ask.notes,
  }
}

/** All of a curve's intervals lie inside the limits, some reach beyond, or one was not found. */
export function equivalences({ hillRatio, bottomDifference, topDifference }: Parallelism): readonly {
  readonly name: 'hill' | 'bottom' | 'top'
  readonly found: Equivalence | null
}[] {
  return [
    { name: 'hill', found: hillRatio },
    { name: 'bottom', found: bottomDifference },
    { name: 'top', found: topDifference },
  ]
}

interface Context {
  readonly ask: ComparisonAsk
  readonly joint: JointFit
}

function potencyOf(
  id: string,
  { ask, joint, fit }: Context & { readonly fit: CurveFit | null },
): ReportedPotency {
  const effect = joint.effects.find(
    ({ curve, kind, level }) => curve === id && kind === 'relative' && level === 50,
  )
  const logRoot = effect?.logRoot ?? null
  const own = fit?.relative
  const hasSharedPlateau = ask.comparison.shared.some((name) => name === 'bottom' || name === 'top')
  // Sharing a plateau can tell where a curve bends that alone shows none; nothing makes a response where there is none.
  const isSettled =
    own !== undefined &&
    (own.verdict.kind === 'no-response' ||
      own.logDose === null ||
      (own.qualifier !== '=' && !hasSharedPlateau))
  if (isSettled) return { logDose: own.logDose, qualifier: own.qualifier, interval: null }
  if (logRoot === null) return NOTHING
  const place = testedPlace(
    logRoot,
    ask.joint.dose.filter((_, i) => ask.joint.curve[i] === id),
  )
  return { ...place, interval: place.qualifier === '=' ? (effect?.profile ?? effect?.wald ?? null) : null }
}

interface RelativeContext extends Context {
  readonly potencies: ReadonlyMap<string, ReportedPotency>
  readonly labels: ReadonlyMap<string, string>
}

function relativeOf(
  id: string,
  { ask, joint, potencies, labels }: RelativeContext,
): Pick<ComparedCurve, 'relative' | 'relativeProblem'> {
  const none = (relativeProblem: string) => ({ relative: null, relativeProblem })
  const reference = ask.curves[0]?.id ?? ''
  // A ratio with a midpoint beyond the tested doses is no more than a guess, so neither is it shown.
  const unknown = [reference, id].find((one) => potencies.get(one)?.qualifier !== '=')
  if (unknown !== undefined) {
    return none(`The midpoint of ${labels.get(unknown) ?? unknown} does not lie within its tested doses.`)
  }
  const relative = relativePotency(joint, { reference, test: id, level: ask.joint.level })
  return relative === null
    ? none('The fit gives no error for the midpoints.')
    : { relative, relativeProblem: null }
}

function thetaOf(joint: JointFit, id: string): readonly number[] | null {
  const theta = joint.curves.find(({ name }) => name === id)?.theta
  return theta && joint.parameters.length > 0 ? [...theta] : null
}

function sharedOf(joint: JointFit): ComparisonResult['shared'] {
  return joint.parameters.flatMap(({ curve, name, state, estimate, profile, wald }) => {
    if (curve !== null || !isSigmoid(name)) return []
    return [{ name, estimate, isFixed: state === 'fixed', interval: profile ?? wald }]
  })
}

function isSigmoid(name: string): name is SigmoidParameter {
  return name === 'bottom' || name === 'top' || name === 'logEc50' || name === 'hill'
}

function problemOf({ outcome }: JointFit): string | null {
  switch (outcome.kind) {
    case 'converged':
    case 'stalled':
    case 'iteration-limit':
      return null
    case 'too-few-points':
      return `There are too few doses for a fit together: ${outcome.distinctDoses} for ${outcome.freeParameters} free parameters.`
    case 'singular':
      return 'The curves cannot be fitted together: the points do not determine the parameters.'
    case 'invalid-input':
      return `The curves cannot be fitted together. ${outcome.reason}`
  }
}

function unequalVariances(
  warnings: readonly JointWarning[],
  labels: ReadonlyMap<string, string>,
): ComparisonResult['unequalVariances'] {
  const found = warnings.find((warning) => warning.kind === 'unequal-variances')
  if (!found) return null
  const { ratio, highest, lowest } = found
  return { ratio, highest: labels.get(highest) ?? highest, lowest: labels.get(lowest) ?? lowest }
}

function warningsOf(
  warnings: readonly JointWarning[],
  labels: ReadonlyMap<string, string>,
): readonly string[] {
  return warnings.flatMap((warning) => {
    switch (warning.kind) {
      case 'unequal-variances':
      case 'profiles-left-out':
        return []
      case 'runs-the-other-way':
        return [`${labels.get(warning.curve) ?? warning.curve} runs against what is shared.`]
      case 'undetermined':
        return [
          `The points of ${labels.get(warning.curve) ?? warning.curve} do not determine its own parameters.`,
        ]
    }
  })
}
