/** Several curves fitted together: what `fitJoint` says against a reference fit. */
import { covarianceBetween } from '../../lib/fit/joint/covariance-between.ts'
import { fitJoint } from '../../lib/fit/joint/fit-joint.ts'
import { relativePotency } from '../../lib/fit/joint/relative-potency.ts'
import { isUpsideDown, requestOf, turnName } from '../../lib/fit/joint/testing/reference.ts'
import { studentQuantile } from '../../lib/fit/inference/distributions.ts'
import { log10 } from '../../lib/fit/numerics/elementary.ts'
import { modelOf } from '../../lib/fit/models/table.ts'
import { largest } from './figures.mjs'

/** A profile that ends in a step at a tested dose is known to this. */
const STEP_SLACK = 0.01

/** @returns deviations per kind of figure and the relative RSS */
export function compareJoint(fit) {
  const ours = fitJoint(requestOf(fit, 'observed'))
  const each = (deviation) => largest(fit.parameters.map((one) => deviation(one, find(ours, fit, one))))
  return {
    rss: (ours.rss ?? Number.NaN) / fit.rss - 1,
    isReportable: false,
    isGuarded: ours.parameters.some(({ state }) => state.startsWith('at-')),
    estimates: each(({ name, estimate }, our) => our && distance(name, our.sign * our.estimate, estimate)),
    observed: each(({ se }, our) => our && relative(our.standardErrors.observed, se)),
    expected: each(({ seGaussNewton }, our) => our && relative(our.standardErrors.expected, seGaussNewton)),
    intervals: largest([...waldDeviations(fit, ours), ...profileDeviations(fit, ours)]),
    effects: largest([...effectDeviations(fit, ours), ...potencyDeviations(fit, ours)]),
    bands: largest((fit.band ?? []).flatMap((point) => bandDeviations(point, ours))),
  }
}

/** Ours under the name and sign of the reference; a Weibull's location is compared as its midpoint, among the doses. */
function find(ours, fit, { name, curve }) {
  if (name === 'logE') return null
  const turned = isUpsideDown(fit, String(curve)) ? turnName(name) : { name, sign: 1 }
  const found = ours.parameters.find(
    (one) => one.name === turned.name && (one.curve ?? 'shared') === String(curve),
  )
  return found ? { ...found, sign: turned.sign } : { sign: 1, estimate: Number.NaN, standardErrors: {} }
}

function distance(name, value, expected) {
  return name.startsWith('log') ? Math.LN10 * Math.abs(value - expected) : relative(value, expected)
}

function relative(value, expected) {
  return Math.abs((value ?? Number.NaN) - expected) / Math.abs(expected)
}

function waldDeviations(fit, ours) {
  return fit.parameters.flatMap((one) => {
    const our = find(ours, fit, one)
    if (!our?.wald) return []
    const { lower, upper } = our.wald
    const [low, high] = our.sign > 0 ? [lower, upper] : [-upper, -lower]
    const width = one.ciUpper - one.ciLower
    return [Math.abs(low - one.ciLower) / width, Math.abs(high - one.ciUpper) / width]
  })
}

function profileDeviations({ profile, noInteriorOptimum, ...fit }, ours) {
  if (noInteriorOptimum !== undefined) return []
  const midpoints = (profile?.intervals ?? []).filter(({ parameter }) => parameter === 'logEc50')
  return midpoints.flatMap(({ curve, stepLike, ...interval }) => {
    const found = find(ours, fit, { name: 'logEc50', curve })?.profile
    return ['lower', 'upper'].map((side) => {
      if (interval[side] === null) return found?.[side] === null ? 0 : Infinity
      const gap = Math.abs((found?.[side] ?? Number.NaN) - interval[side])
      return stepLike?.includes(side) ? (gap <= STEP_SLACK ? null : Infinity) : gap
    })
  })
}

function effectDeviations({ effectiveDoses = [] }, ours) {
  return effectiveDoses.flatMap(({ curve, type, level, log10Dose, seLog10 }) => {
    const found = ours.effects.find(
      (one) => one.curve === String(curve) && one.kind === type && one.level === level,
    )
    if (log10Dose == null) return [found?.logRoot == null ? 0 : Infinity]
    const place = Math.LN10 * Math.abs((found?.logRoot ?? Number.NaN) - log10Dose)
    return seLog10 == null ? [place] : [place, relative(found?.logStandardError, seLog10)]
  })
}

function potencyDeviations({ relativePotency: ratios = [] }, ours) {
  return ratios.flatMap(({ numerator, denominator, ratioEd50, se }) => {
    const found = relativePotency(ours, {
      reference: String(numerator),
      test: String(denominator),
      level: 0.95,
    })
    return found ? [relative(found.ratio, ratioEd50), relative(found.standardError, se)] : []
  })
}

function bandDeviations({ curve, dose, fit, confidence: [low, high] }, ours) {
  const model = modelOf(ours.model, ours.variant)
  const own = ours.curves.find(({ name }) => name === String(curve))
  const width = high - low
  const logDose = log10(dose)
  const value = model.value(own.theta, logDose)
  const place = Math.abs(value - fit) / width
  if (!ours.covariance) return [place]
  const gradient = new Float64Array(own.theta.length)
  model.gradient(own.theta, logDose, gradient)
  const entries = model.parameters.map(({ name }) => ({ name, curve: own.name }))
  let variance = 0
  entries.forEach((a, i) => {
    entries.forEach((b, j) => {
      variance += gradient[i] * (covarianceBetween(ours.covariance, a, b) ?? 0) * gradient[j]
    })
  })
  const reach = studentQuantile(0.975, ours.df) * Math.sqrt(variance)
  return [place, Math.abs(value - reach - low) / width, Math.abs(value + reach - high) / width]
}
