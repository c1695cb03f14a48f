import { log } from './elementary.ts'

/** A stream of random numbers that is the same everywhere for the same seed. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number
  /** Standard normal. */
  normal(): number
  /** Uniform among 0 … count − 1. */
  index(count: number): number
}

/**
 * xoshiro128** seeded through splitmix32; normals by Marsaglia's polar method, which needs no function that differs
 * between engines but our own logarithm.
 *
 * @param seed  any number; its low 32 bits count
 * @see Blackman, Vigna (2021), doi:10.1145/3460772; Marsaglia, Bray (1964), doi:10.1137/1006063
 */
export function makeRandom(seed: number): Random {
  const state = seeded(seed)
  const uniform = () => next(state) / 4294967296
  let spare: number | null = null
  return {
    uniform,
    normal() {
      if (spare !== null) {
        const kept = spare
        spare = null
        return kept
      }
      for (;;) {
        const a = 2 * uniform() - 1
        const b = 2 * uniform() - 1
        const square = a * a + b * b
        if (!(square > 0 && square < 1)) continue
        const factor = Math.sqrt((-2 * log(square)) / square)
        spare = b * factor
        return a * factor
      }
    },
    index: (count) => Math.floor(uniform() * count),
  }
}

function seeded(seed: number): Uint32Array {
  const state = new Uint32Array(4)
  let mixed = seed | 0
  for (let i = 0; i < 4; i++) {
    mixed = (mixed + 0x9e3779b9) | 0
    let z = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    state[i] = z ^ (z >>> 15)
  }
  return state
}

function next(state: Uint32Array): number {
  const [a, b, c, d] = state as unknown as [number, number, number, number]
  const product = Math.imul(b, 5)
  const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
  const shifted = b << 9
  const c2 = c ^ a
  const d2 = d ^ b
  state[1] = b ^ c2
  state[0] = a ^ d2
  state[2] = c2 ^ shifted
  state[3] = (d2 << 11) | (d2 >>> 21)
  return result
}
