/** Five-parameter curves: the two-tier search against hundreds of random starts, each followed alone. */
import { variantsOf } from '../../lib/fit/models/table.ts'
import { log10, pow, pow10 } from '../../lib/fit/numerics/elementary.ts'
import { makeRandom } from '../../lib/fit/numerics/random.ts'
import { makeLimits } from '../../lib/fit/optimize/box.ts'
import { minimiseFrom } from '../../lib/fit/optimize/minimise.ts'
import { makeProblem } from '../../lib/fit/optimize/problem.ts'
import { makeSearch } from '../../lib/fit/optimize/search.ts'
import { checkBySecondSolver } from '../../lib/fit/optimize/second-solver.ts'
import { solveVariants } from '../../lib/fit/optimize/solve.ts'
import { requestOf } from './simulated-request.mjs'

const CURVES = 400
const STARTS = 300
const SLACK = 1e-6
const LEAST_SHARE = 0.99
const KINDS = ['full', 'asymmetric', 'partial', 'steep', 'shallow', 'inverted', 'outlier', 'bell']

/** @returns {import('./figures.mjs').Figure[]} */
export function asymmetric() {
  const random = makeRandom(5_050_505)
  let [reached, lowered] = [0, 0]
  for (let i = 0; i < CURVES; i++) {
    const { problem, constraints } = draw(KINDS[i % KINDS.length], random)
    const models = variantsOf('logistic5', constraints)
    const ours = solveVariants(problem, constraints, { models })
    const best = Math.min(...models.map((model) => manyStarts(model, problem, constraints, random)))
    if (ours && ours.rss <= best * (1 + SLACK)) reached++
    if (ours && !checkBySecondSolver(ours).agrees) lowered++
  }
  const share = reached / CURVES
  return [
    {
      name: `curves within 1e-6 of the lowest RSS of ${STARTS} random starts a side`,
      value: `${(100 * share).toFixed(2)} %`,
      bar: '≥ 99 %',
      ok: share >= LEAST_SHARE,
      text: `${CURVES} curves with 8 to 12 doses in 1 to 3 wells, none flat: ${KINDS.join(', ')}.`,
    },
    { name: 'curves whose RSS the second solver lowers', value: lowered, bar: '0', ok: lowered === 0 },
  ]
}

function manyStarts(model, problem, constraints, random) {
  const limits = makeLimits(constraints, problem, model)
  const search = makeSearch(problem, model)
  const [first, last] = [problem.x[0], problem.x.at(-1)]
  let least = Infinity
  for (let k = 0; k < STARTS; k++) {
    const start = Float64Array.of(
      0,
      0,
      first - 1.5 + (last - first + 3) * random.uniform(),
      (random.uniform() < 0.5 ? -1 : 1) * pow10(2.7 * random.uniform() - 1.2),
      pow10(4 * random.uniform() - 2),
    )
    // One at a time: together a later descent would stop where an earlier one has been.
    least = Math.min(least, minimiseFrom(search, limits, [start])?.rss ?? Infinity)
  }
  return least + problem.pureError
}

function draw(kind, random) {
  const between = (low, high) => low + (high - low) * random.uniform()
  const doses = 8 + Math.floor(5 * random.uniform())
  const wells = 1 + Math.floor(3 * random.uniform())
  const last = -2 + 0.5 * (doses - 1)
  const hill = kind === 'steep' ? between(3, 8) : kind === 'shallow' ? between(0.3, 0.6) : between(0.7, 1.7)
  const middle =
    kind === 'partial'
      ? between(last - 0.5, last + 0.5)
      : between(-2 + 0.25 * (last + 2), -2 + 0.75 * (last + 2))
  const s = kind === 'asymmetric' ? pow10(between(-0.7, 0.7)) : 1
  const top = between(80, 110)
  const dose = Float64Array.from({ length: doses * wells }, (_, i) => pow10(0.5 * Math.floor(i / wells) - 2))
  const response = dose.map((d) => {
    const x = log10(d)
    const rise = top / pow(1 + (pow10(log10(2) / s) - 1) * pow10(hill * (middle - x)), s)
    const shaped =
      kind === 'bell' ? rise / (1 + pow10(x - last + 0.5)) : kind === 'inverted' ? 100 - rise : rise
    const slip = kind === 'outlier' && random.uniform() < 0.06 ? 60 * random.normal() : 0
    return shaped + 3 * random.normal() + slip
  })
  const { constraints } = requestOf(dose, response)
  return { problem: makeProblem({ dose, response }), constraints }
}
