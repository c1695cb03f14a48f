/** What the page does while a bound is dragged: one curve through the worker's own function, and a whole plate warm. */
import { atRest } from '../../../lib/fit/at-rest.ts'
import { fitPacked, refitPacked } from '../../../lib/fit/fit-packed.ts'
import { createFitQueue } from '../../../lib/fit-worker/fit-queue.ts'
import { makeCurves, pack } from './curves.mjs'
import { steps } from './measure.mjs'
import { FREE, limit } from './rows.mjs'

const PLATE = 384
const BAND_POINTS = 200
const DRAG = { warm: 1500, count: 3000 }
const PLATE_DRAG = { warm: 60, count: 200 }

/** @returns {import('./rows.mjs').Row[]} */
export function interactive() {
  const drag = steps(dragStep(), DRAG)
  const plate = steps(plateStep(), PLATE_DRAG)
  const wall = ({ wall50, wall99 }) => `by the clock ${wall50.toFixed(3)}, ${wall99.toFixed(2)} ms`
  const unit = 'ms'
  return [
    limit('drag step, 24 points, errors, profile, band: p50', drag.p50, {
      unit,
      bar: 0.2,
      goal: 0.05,
      spread: wall(drag),
    }),
    limit('the same: p99', drag.p99, { unit, bar: 4, goal: 1 }),
    limit(`plate of ${PLATE} curves, refitted warm: p99`, plate.p99, {
      unit,
      bar: 8,
      goal: 2,
      spread: wall(plate),
    }),
  ]
}

/** A message of the page, whole: parsed, fitted, profiled, drawn. The bound of the bottom moves a little each time. */
function dragStep() {
  const { dose, response } = makeCurves(10).find(({ dose: { length } }) => length === 24) ?? firstWith24()
  const [low, high] = [Math.log10(dose[0]) - 0.3, Math.log10(dose.at(-1)) + 0.3]
  const bandDose = Float64Array.from(
    { length: BAND_POINTS },
    (_, i) => 10 ** (low + ((high - low) * i) / (BAND_POINTS - 1)),
  )
  const take = createFitQueue({ reply: () => {}, rest: atRest, later: (work) => work() })
  return (i) => {
    const bottom = { kind: 'bounded', lower: -20, upper: -3 + (i % 240) / 40 }
    const request = {
      model: 'logistic4',
      dose,
      response,
      constraints: { ...FREE, bottom },
      covariance: 'expected',
      level: 0.95,
      responseScale: 'percent',
      absoluteLevel: 50,
      detail: 'drag',
    }
    take({ kind: 'fit', run: i, chunk: i, isUrgent: true, jobs: [{ index: 0, request, bandDose }] })
  }
}

function firstWith24() {
  return makeCurves(200).find(({ kind, dose }) => kind === 'full' && dose.length === 24)
}

function plateStep() {
  const packed = pack(makeCurves(PLATE))
  let fits = fitPacked(packed, FREE)
  return (i) => {
    const hill = { kind: 'bounded', lower: -4 - (i % 50) / 50, upper: 4 + (i % 50) / 50 }
    fits = refitPacked(packed, { ...FREE, hill }, fits)
  }
}
