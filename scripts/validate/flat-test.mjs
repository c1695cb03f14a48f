/** Flat curves over many dose designs: at the 5 % level the calibrated test must call 5 % of them a response. */
import { fitCurve } from '../../lib/fit/fit-curve.ts'
import { pow10 } from '../../lib/fit/numerics/elementary.ts'
import { makeRandom } from '../../lib/fit/numerics/random.ts'
import { requestOf } from './simulated-request.mjs'

const CURVES = 10_000
const LEVEL = 0.05
const SLACK = 0.005
/**
 * [distinct doses, wells per dose, decades between doses]. Many, because the 1,999 null sets of one design estimate its
 * 5 % point with an error of their own (0.5 % of the curves), which is the same for all curves of that design.
 */
const DESIGNS = [6, 7, 8, 9, 10, 11, 12].flatMap((doses) =>
  [1, 2, 3, 4].filter((wells) => doses * wells >= 8).map((wells) => [doses, wells, wells === 3 ? 0.3 : 0.5]),
)

/** @returns {Promise<import('./figures.mjs').Figure[]>} */
export async function flatTest() {
  const random = makeRandom(20_240_607)
  let [called, nominal, reported] = [0, 0, 0]
  for (let i = 0; i < CURVES; i++) {
    const fit = fitCurve(flatRequest(DESIGNS[i % DESIGNS.length], random))
    if (fit.flatPCalibrated < LEVEL) called++
    if (fit.flatTest.p < LEVEL) nominal++
    if (['reportable', 'estimated'].includes(fit.relative.verdict.kind)) reported++
  }
  const share = called / CURVES
  return [
    {
      name: `${CURVES} flat curves called a response, calibrated p < 0.05`,
      value: percent(share),
      bar: '5 % ± 0.5 %',
      ok: Math.abs(share - LEVEL) <= SLACK,
      text: [
        `normal scatter about a level, ${DESIGNS.length} designs of 6 to 12 doses and 1 to 4 wells each. The nominal F calls`,
        `${percent(nominal / CURVES)} of them; a potency is given as a value for ${percent(reported / CURVES)}.`,
      ].join(' '),
    },
  ]
}

function flatRequest([doses, wells, decades], random) {
  const dose = Float64Array.from({ length: doses * wells }, (_, i) =>
    pow10(decades * Math.floor(i / wells) - 2),
  )
  return requestOf(
    dose,
    dose.map(() => 100 + 8 * random.normal()),
  )
}

function percent(value) {
  return `${(100 * value).toFixed(2)} %`
}
