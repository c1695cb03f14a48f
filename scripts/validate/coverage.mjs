/** Sigmoid curves drawn from known parameters: how often the profile interval of the midpoint holds the true one. */
import { fitCurve } from '../../lib/fit/fit-curve.ts'
import { log10, pow10 } from '../../lib/fit/numerics/elementary.ts'
import { makeRandom } from '../../lib/fit/numerics/random.ts'
import { requestOf } from './simulated-request.mjs'

const CURVES = 2000
const LOWEST = 0.935
const HIGHEST = 0.965
/** Doses and wells per dose; half a decade apart, from 0.01 up. */
const DESIGNS = [
  [8, 2],
  [8, 3],
  [9, 2],
  [10, 2],
  [10, 3],
]
const DECADES = 0.5
/** Distance of the midpoint from the ends of the doses, in decades: at the least both plateaus are just seen. */
const FROM_ENDS = 1

/** @returns {Promise<import('./figures.mjs').Figure[]>} */
export async function coverage() {
  const random = makeRandom(1_918_273)
  let [profile, wald, open] = [0, 0, 0]
  for (let i = 0; i < CURVES; i++) {
    const { request, truth } = drawCurve(DESIGNS[i % DESIGNS.length], random)
    const midpoint = fitCurve(request).parameters.find(({ name }) => name === 'logEc50')
    if (holds(midpoint?.profile, truth)) profile++
    if (holds(midpoint?.wald, truth)) wald++
    if (midpoint?.profile && (midpoint.profile.lower === null || midpoint.profile.upper === null)) open++
  }
  const share = profile / CURVES
  return [
    {
      name: `95 % profile intervals of log EC50 that hold the true one, ${CURVES} curves`,
      value: percent(share),
      bar: '93.5 % to 96.5 %',
      ok: share >= LOWEST && share <= HIGHEST,
      text: [
        'logistic curves of hill 0.7 to 2.5, 8 to 10 doses in 2 or 3 wells, scatter 3 to 10 % of the span, midpoint a decade or',
        `more inside the doses. ${percent(open / CURVES)} are open on a side, which counts as reaching on. Wald: ${percent(wald / CURVES)}.`,
      ].join(' '),
    },
  ]
}

function drawCurve([doses, wells], random) {
  const first = -2
  const last = first + DECADES * (doses - 1)
  const truth = first + FROM_ENDS + (last - first - 2 * FROM_ENDS) * random.uniform()
  const hill = (random.uniform() < 0.5 ? -1 : 1) * (0.7 + 1.8 * random.uniform())
  const noise = 3 + 7 * random.uniform()
  const dose = Float64Array.from({ length: doses * wells }, (_, i) =>
    pow10(first + DECADES * Math.floor(i / wells)),
  )
  const response = dose.map((d) => 100 / (1 + pow10(hill * (truth - log10(d)))) + noise * random.normal())
  return { request: requestOf(dose, response), truth }
}

/** An open side reaches on; no interval at all holds nothing. */
function holds(interval, truth) {
  return interval != null && (interval.lower ?? -Infinity) <= truth && truth <= (interval.upper ?? Infinity)
}

function percent(value) {
  return `${(100 * value).toFixed(2)} %`
}
