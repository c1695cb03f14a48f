/** The simulated screening curves: is the lowest known RSS reached, and is anything below a guard called a result? */
import { fitCurve } from '../../lib/fit/fit-curve.ts'
import { loadAllSimulated } from '../../lib/fit/fixtures/load.ts'
import { makeProblem } from '../../lib/fit/optimize/problem.ts'
import { checkBySecondSolver } from '../../lib/fit/optimize/second-solver.ts'
import { solve } from '../../lib/fit/optimize/solve.ts'
import { table } from './figures.mjs'

const FREE = { kind: 'free' }
/** The guard of the plateaus: this many data ranges beyond the data. */
const GUARD_RANGES = 10
const WITHIN = [1e-9, 1e-6]
/** What the second solver may gain by rounding. */
const GAIN = 1e-9

/** @returns {import('./figures.mjs').Section} */
export function simulated() {
  const rows = loadAllSimulated().map(run)
  const inside = rows.filter(({ isInside }) => isInside)
  const outside = rows.filter(({ isInside }) => !isInside)
  const [close, near] = WITHIN.map((slack) => share(inside, ({ excess }) => excess <= slack))
  const reportable = outside.filter(({ isReportable }) => isReportable)
  const lower = rows.filter(({ excess }) => excess < -GAIN)
  const lowered = rows.filter(({ change }) => change < -GAIN)
  return {
    title: 'Simulated screening curves',
    intro: [
      `${rows.length} curves of 10 kinds with the lowest RSS of a dense multistart, inside its own box (|hill| ≤ 10, midpoint`,
      `within two decades of the doses). In ${inside.length} the best plateaus lie within the default guard, ${GUARD_RANGES} data ranges`,
      `beyond the data; in the other ${outside.length} the guard binds, which the fit reports.`,
    ].join('\n'),
    figures: [
      {
        name: 'within 1e-9 of the best RSS, inside the guard',
        ...percent(close),
        bar: '≥ 99.8 %',
        ok: close >= 0.998,
      },
      { name: 'within 1e-6', ...percent(near), bar: '≥ 99.95 %', ok: near >= 0.9995 },
      zero('curves where the guard binds that are called reportable', reportable.length),
      zero('curves below the best known RSS by more than 1e-9', lower.length),
      zero('curves whose RSS the second solver lowers by more than 1e-9', lowered.length),
    ],
    details: byKind(rows),
  }
}

function run(curve) {
  const doses = curve.dose.filter((dose) => dose > 0).map(Math.log10)
  const request = {
    model: 'logistic4',
    dose: Float64Array.from(curve.dose),
    response: Float64Array.from(curve.response),
    constraints: {
      bottom: FREE,
      top: FREE,
      logEc50: { kind: 'bounded', lower: Math.min(...doses) - 2, upper: Math.max(...doses) + 2 },
      hill: { kind: 'bounded', lower: -10, upper: 10 },
    },
    covariance: 'expected',
    level: 0.95,
    responseScale: 'percent',
    absoluteLevel: 50,
  }
  const isInside = respectsGuard(curve)
  // Drag answers leave out what is not asked here; a verdict needs the whole.
  const fit = fitCurve({ ...request, detail: isInside ? 'drag' : 'full' })
  const solution = solve(makeProblem(request), request.constraints)
  return {
    kind: curve.kind,
    isInside,
    excess: (fit.rss ?? Number.NaN) / curve.bestRss - 1,
    isReportable: fit.relative.verdict.kind === 'reportable',
    change: solution ? checkBySecondSolver(solution).change : 0,
  }
}

function respectsGuard({ response, params }) {
  const [low, high] = [Math.min(...response), Math.max(...response)]
  const reach = GUARD_RANGES * (high - low)
  return [params.bottom, params.top].every((value) => value >= low - reach && value <= high + reach)
}

function byKind(rows) {
  const kinds = [...new Set(rows.map(({ kind }) => kind))]
  return table(
    ['kind', 'curves', 'inside the guard', 'within 1e-9', 'within 1e-6'],
    kinds.map((kind) => {
      const all = rows.filter((row) => row.kind === kind)
      const inside = all.filter(({ isInside }) => isInside)
      return [
        kind,
        all.length,
        inside.length,
        ...WITHIN.map((slack) => inside.filter(({ excess }) => excess <= slack).length),
      ]
    }),
  )
}

function share(rows, holds) {
  return rows.filter(holds).length / rows.length
}

function percent(value) {
  return { value: `${(100 * value).toFixed(2)} %` }
}

function zero(name, value) {
  return { name, value, bar: '0', ok: value === 0 }
}
