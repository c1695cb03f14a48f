import { fitPacked, type PackedCurves } from '../fit-packed.ts'
import { loadAllSimulated } from '../fixtures/load.ts'
import { variantsOf } from '../models/table.ts'
import { makeProblem } from '../optimize/problem.ts'
import { solveVariants } from '../optimize/solve.ts'
import type { Constraints } from '../types.ts'

const FREE = { kind: 'free' } as const
const ALL_FREE: Constraints = { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE }
const BOUNDED: Constraints = {
  ...ALL_FREE,
  bottom: { kind: 'bounded', lower: 0, upper: 20 },
  hill: { kind: 'bounded', lower: -4, upper: 4 },
}

/**
 * A number of the bits of 2,000 four-parameter fits and 100 five-parameter ones: the same on every engine and machine,
 * or a fit could not be checked where it was not made. Neither Node nor a browser is needed for it.
 */
export function hashOfFits(): string {
  const curves = loadAllSimulated()
  const packed = packCurves(curves)
  const hash = makeHash()
  for (const constraints of [ALL_FREE, BOUNDED]) {
    const { estimates, rss } = fitPacked(packed, constraints)
    hash.add(estimates)
    hash.add(rss)
  }
  const models = variantsOf('logistic5', ALL_FREE)
  for (const curve of curves.filter((_, i) => i % 10 === 0)) {
    const solution = solveVariants(problemOf(curve), ALL_FREE, { models })
    if (solution) hash.add(solution.theta)
  }
  return hash.text()
}

interface Points {
  readonly dose: readonly number[]
  readonly response: readonly number[]
}

/** The simulated curves as `fitPacked` takes them. */
export function packCurves(curves: readonly Points[]): PackedCurves {
  const offsets = new Uint32Array(curves.length + 1)
  curves.forEach(({ dose }, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + dose.length
  })
  return {
    dose: Float64Array.from(curves.flatMap(({ dose }) => dose)),
    response: Float64Array.from(curves.flatMap(({ response }) => response)),
    offsets,
  }
}

function problemOf({ dose, response }: Points) {
  return makeProblem({ dose: Float64Array.from(dose), response: Float64Array.from(response) })
}

/** FNV-1a over 32-bit words, twice with different offsets. NaN has many bit patterns and counts as one. */
function makeHash() {
  const word = new Float64Array(1)
  const halves = new Uint32Array(word.buffer)
  const state = [0x811c9dc5, 0x01234567]
  const mix = (half: number) => {
    for (const k of [0, 1]) state[k] = Math.imul((state[k] as number) ^ half ^ (k * 0x5bd1e995), 0x01000193)
  }
  return {
    add(values: Float64Array) {
      for (const value of values) {
        word[0] = Number.isNaN(value) ? 0 : value
        mix(halves[0] as number)
        mix(halves[1] as number)
      }
    },
    text: () => state.map((part) => (part >>> 0).toString(16).padStart(8, '0')).join(''),
  }
}
