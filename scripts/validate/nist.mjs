/** The certified problems of NIST StRD: our general solver, from both starts. */
import { loadNist, nistSquares } from '../../lib/fit/fixtures/nist.ts'
import { inverseOfGram } from '../../lib/fit/inference/matrix.ts'
import { levenbergBest } from '../../lib/fit/optimize/levenberg.ts'
import { table } from './figures.mjs'

const DIGITS = 6
/** Certified with eleven digits. */
const MOST_DIGITS = 11
/** Its RSS of 1e-25 is below what doubles resolve, so that its residual SD is rounding. */
const WITHOUT_ERRORS = new Set(['Lanczos1'])

/** @returns {import('./figures.mjs').Section} */
export function nist() {
  const rows = loadNist().flatMap((problem) => [1, 2].map((start) => run(problem, start)))
  const judged = rows.filter(({ name }) => !WITHOUT_ERRORS.has(name))
  const share = (some, key) => `${some.filter((row) => row[key] >= DIGITS).length} of ${some.length}`
  const holds = (some, key) => some.every((row) => row[key] >= DIGITS)
  return {
    title: 'NIST StRD nonlinear regression',
    intro: [
      '14 certified problems from both published starts, solved by the bounded Levenberg-Marquardt that fits joint and',
      'user-written models, with the fourth-order differences that a user-written equation gets.',
    ].join('\n'),
    figures: [
      {
        name: 'runs with 6 digits or more of every parameter',
        value: share(rows, 'parameters'),
        bar: 'all',
        ok: holds(rows, 'parameters'),
      },
      {
        name: 'runs with 6 digits or more of every standard error',
        value: share(judged, 'errors'),
        bar: 'all',
        ok: holds(judged, 'errors'),
        text: `without ${[...WITHOUT_ERRORS].join(', ')}, whose RSS is below what doubles can resolve.`,
      },
    ],
    details: table(
      ['problem', 'start', 'digits of the worst parameter', 'of the worst standard error'],
      rows.map(({ name, start, parameters, errors }) => [
        name,
        start,
        parameters.toFixed(0),
        WITHOUT_ERRORS.has(name) ? '–' : errors.toFixed(0),
      ]),
    ),
  }
}

function run(problem, start) {
  const from = Float64Array.from(start === 1 ? problem.start1 : problem.start2)
  const everywhere = { lower: from.map(() => -Infinity), upper: from.map(() => Infinity) }
  const squares = nistSquares(problem)
  const { theta, rss } = levenbergBest(squares, everywhere, from)
  return {
    name: problem.name,
    start,
    parameters: leastDigits(theta, problem.certified),
    errors: leastDigits(errorsAt(squares, theta, rss / problem.df), problem.certifiedSd),
  }
}

function errorsAt({ count, size, jacobian }, theta, variance) {
  const values = new Float64Array(count * size)
  jacobian(theta, values)
  const columns = Array.from({ length: size }, (_, k) => values.slice(k * count, (k + 1) * count))
  const inverse = inverseOfGram(columns)
  return Array.from({ length: size }, (_, k) =>
    Math.sqrt(variance * (inverse?.values[k * (size + 1)] ?? Number.NaN)),
  )
}

/** Matching digits of the worst entry, whole ones; 0 for no number. */
function leastDigits(values, certified) {
  return certified.reduce((least, expected, k) => {
    const gap = Math.abs(values[k] - expected) / Math.abs(expected)
    const digits = gap === 0 ? MOST_DIGITS : Math.floor(-Math.log10(gap))
    return Math.min(least, Number.isNaN(digits) ? 0 : digits)
  }, MOST_DIGITS)
}
