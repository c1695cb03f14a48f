/** Many curves from scratch, against the package in the same run. */
import { fitPacked } from '../../../lib/fit/fit-packed.ts'
import { modelOf, variantsOf } from '../../../lib/fit/models/table.ts'
import { makeLimits } from '../../../lib/fit/optimize/box.ts'
import { minimise } from '../../../lib/fit/optimize/minimise.ts'
import { makeProblem } from '../../../lib/fit/optimize/problem.ts'
import { makeSearch } from '../../../lib/fit/optimize/search.ts'
import { solveVariants } from '../../../lib/fit/optimize/solve.ts'
import { makeCurves, pack } from './curves.mjs'
import { race } from './measure.mjs'
import { packageFit } from './package-fit.mjs'
import { FREE, ratio, rate } from './rows.mjs'

const PASSES = 7
const CURVES = 1000
/** A pass of the package takes a second for these, and as long as ours for all. */
const PACKAGE_CURVES = 200
/** Fitted often enough that a pass of ours is longer than the clock is coarse. */
const ASYMMETRIC_CURVES = 300

/** @returns {import('./rows.mjs').Row[]} */
export function throughput() {
  const curves = makeCurves(CURVES)
  const packed = pack(curves)
  const responding = curves.filter(({ kind }) => kind !== 'flat').slice(0, ASYMMETRIC_CURVES)
  const model = modelOf('logistic4')
  const models = variantsOf('logistic5', FREE)
  const rss = { package: [], twoTier: [] }
  const times = race(
    {
      package() {
        rss.package = curves.slice(0, PACKAGE_CURVES).map(packageFit)
      },
      twoTier() {
        rss.twoTier = fitPacked(packed, FREE).rss
      },
      single() {
        for (const curve of curves) fitOnce(curve, model)
      },
    },
    PASSES,
  )
  // Apart, so that neither is compiled for the other's shapes.
  const { asymmetric } = race(
    {
      asymmetric() {
        for (const curve of responding) solveVariants(makeProblem(curve), FREE, { models })
      },
    },
    PASSES,
  )
  const perCurve = (name, count) => scale(times[name], 1 / count)
  const reference = perCurve('package', PACKAGE_CURVES)
  return [
    rate('ml-levenberg-marquardt, 100 iterations', reference),
    ratio('4PL from scratch, two tiers, errors, flat test', perCurve('twoTier', CURVES), {
      reference,
      bar: 20,
      goal: 30,
    }),
    ratio('4PL, one start, estimates alone', perCurve('single', CURVES), { reference, bar: 60, goal: 110 }),
    rate('5PL from scratch, both sides', scale(asymmetric, 1 / responding.length), {
      bar: 1000,
      goal: 5000,
    }),
    lowest(rss),
  ]
}

function fitOnce(curve, model) {
  const problem = makeProblem(curve)
  return minimise(makeSearch(problem, model), makeLimits(FREE, problem, model), 'single')
}

/** What the speed is worth: how often each of them is at the lower RSS. */
function lowest({ package: theirs, twoTier: ours }) {
  const share = (a, b) => {
    const hits = theirs.filter((_, i) => a[i] <= Math.min(a[i], b[i]) * (1 + 1e-6)).length
    return `${((100 * hits) / theirs.length).toFixed(1)} %`
  }
  return {
    name: 'within 1e-6 of the lower RSS of the two',
    value: `ours ${share(ours, theirs)}, package ${share(theirs, ours)}`,
  }
}

function scale(times, by) {
  return { best: times.best * by, median: times.median * by, worst: times.worst * by }
}
