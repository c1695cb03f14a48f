/**
 * Our fit against raw ml-levenberg-marquardt at its best honest setting, on the same simulated curves in the same run.
 * `node scripts/bench/fit.bench.mjs [curves]`; needs a Node that runs TypeScript (22.18 or newer).
 */
import { cpus } from 'node:os'
import { pathToFileURL } from 'node:url'
import { levenbergMarquardt } from 'ml-levenberg-marquardt'

const KINDS = ['full', 'partial', 'flat', 'steep', 'shallow', 'outlier', 'inverted', 'bell', 'raw', 'molar']
const PASSES = 5
const FREE = { kind: 'free' }

/** Prints a plain table; returns its rows as numbers. */
export async function run({ curves: count = 200, print = console.log } = {}) {
  const { fitCurve } = await import('../../lib/fit/fit-curve.ts')
  const curves = makeCurves(count)
  const contenders = [
    ['fitCurve, drag', (curve) => fitCurve(requestOf(curve, 'drag')).rss],
    ['fitCurve, full', (curve) => fitCurve(requestOf(curve, 'full')).rss],
    ['ml-levenberg-marquardt, 100 iterations', rawPackage],
  ]
  const results = contenders.map(([name, fit]) => ({ name, ...measure(curves, fit) }))
  const best = curves.map((_, i) => Math.min(...results.map(({ rss }) => rss[i])))
  const reference = results.at(-1).medianMs
  const rows = results.map(({ name, medianMs, low, high, rss }) => ({
    name,
    medianMs,
    low,
    high,
    ratio: reference / medianMs,
    share: rss.filter((value, i) => value <= best[i] * (1 + 1e-6)).length / curves.length,
  }))
  print(
    `Fit of one curve: ${count} simulated curves of ${KINDS.length} kinds, 16 to 36 points, ${PASSES} passes`,
  )
  print(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, CPU time of this process`)
  print('')
  print(line('', 'median ms', 'spread over passes', 'times faster', 'within 1e-6 of best RSS'))
  for (const row of rows) {
    print(
      line(
        row.name,
        row.medianMs.toFixed(3),
        `${row.low.toFixed(3)} to ${row.high.toFixed(3)}`,
        row.ratio.toFixed(1),
        `${(100 * row.share).toFixed(1)} %`,
      ),
    )
  }
  return rows
}

function line(name, ...cells) {
  return name.padEnd(40) + cells.map((cell) => cell.padStart(24)).join('')
}

/** CPU time per curve, the median over passes; passes take turns with nothing else in this process. */
function measure(curves, fit) {
  const rss = curves.map(fit)
  const perCurve = []
  for (let pass = 0; pass < PASSES; pass++) {
    const start = process.cpuUsage()
    for (const curve of curves) fit(curve)
    const { user, system } = process.cpuUsage(start)
    perCurve.push((user + system) / 1000 / curves.length)
  }
  perCurve.sort((a, b) => a - b)
  return { rss, medianMs: perCurve[Math.floor(PASSES / 2)], low: perCurve[0], high: perCurve.at(-1) }
}

function requestOf({ dose, response }, detail) {
  return {
    model: 'logistic4',
    dose,
    response,
    constraints: { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE },
    covariance: 'expected',
    level: 0.95,
    responseScale: 'arbitrary',
    absoluteLevel: null,
    detail,
  }
}

/** Scaled response, log10 dose, analytic Jacobian, start at the half response, the bounds that ours guards with. */
function rawPackage({ dose, response }) {
  const x = Array.from(dose, Math.log10)
  const low = Math.min(...response)
  const range = Math.max(...response) - low
  const y = Array.from(response, (value) => (value - low) / range)
  const isRising = x.reduce((sum, value, i) => sum + (value - mean(x)) * y[i], 0) > 0
  const nearest = y.reduce((at, value, i) => (Math.abs(value - 0.5) < Math.abs(y[at] - 0.5) ? i : at), 0)
  const fraction = (z) => 1 / (1 + Math.exp(-z))
  const argument = ([, , e, h], at) => h * Math.LN10 * (at - e)
  const result = levenbergMarquardt(
    { x, y },
    (p) => (at) => p[0] + (p[1] - p[0]) * fraction(argument(p, at)),
    {
      initialValues: [0, 1, x[nearest], isRising ? 1 : -1],
      minValues: [-10, -10, Math.min(...x) - 6, -50],
      maxValues: [11, 11, Math.max(...x) + 6, 50],
      jacobianFunction: (p) => (at) => {
        const g = fraction(argument(p, at))
        const slope = (p[1] - p[0]) * g * (1 - g) * Math.LN10
        return [1 - g, g, -slope * p[3], slope * (at - p[2])]
      },
      damping: 1e-2,
      maxIterations: 100,
      errorTolerance: 1e-15,
    },
  )
  return result.parameterError * range * range
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Seeded: the same curves on every machine. */
function makeCurves(count) {
  const random = mulberry32(20260101)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Array.from({ length: count }, (_, i) => makeCurve(KINDS[i % KINDS.length], random, normal))
}

function makeCurve(kind, random, normal) {
  const levels = 8 + Math.floor(random() * 5)
  const replicates = 2 + Math.floor(random() * 2)
  const first = kind === 'molar' ? -9 : -2
  const tested = Array.from({ length: levels }, (_, i) => first + i * 0.5)
  const [low, high] = [tested[0], tested.at(-1)]
  const hillOf = { steep: 3 + 5 * random(), shallow: 0.3 + 0.3 * random() }
  const hill = hillOf[kind] ?? 0.7 + random()
  const ec50 = kind === 'partial' ? high - 0.5 + random() : low + (0.25 + 0.5 * random()) * (high - low)
  const top = kind === 'flat' ? 0 : 80 + 30 * random()
  const unit = kind === 'raw' ? 1e4 : 1
  const dose = Float64Array.from(tested.flatMap((x) => Array(replicates).fill(10 ** x)))
  const response = dose.map((d) => {
    const x = Math.log10(d)
    const rise = top / (1 + 10 ** (hill * (ec50 - x)))
    const shaped =
      kind === 'bell' ? rise / (1 + 10 ** (x - high + 0.5)) : kind === 'inverted' ? 100 - rise : rise
    const slip = kind === 'outlier' && random() < 0.06 ? 60 * normal() : 0
    return unit * (shaped + 3 * normal() + slip)
  })
  return { kind, dose, response }
}

function mulberry32(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await run({ curves: Number(process.argv[2] ?? 200) })
}
