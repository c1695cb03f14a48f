/** Simulated screening curves: seeded, the same on every machine. */
const KINDS = ['full', 'partial', 'flat', 'steep', 'shallow', 'outlier', 'inverted', 'bell', 'raw', 'molar']

/** @returns {{ kind: string, dose: Float64Array, response: Float64Array }[]} 8 to 12 doses, 2 or 3 wells each. */
export function makeCurves(count, seed = 20260101) {
  const random = mulberry32(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Array.from({ length: count }, (_, i) => makeCurve(KINDS[i % KINDS.length], random, normal))
}

/** @returns {import('../../../lib/fit/fit-packed.ts').PackedCurves} */
export function pack(curves) {
  const offsets = new Uint32Array(curves.length + 1)
  curves.forEach(({ dose }, i) => {
    offsets[i + 1] = offsets[i] + dose.length
  })
  const dose = new Float64Array(offsets[curves.length])
  const response = new Float64Array(offsets[curves.length])
  curves.forEach((curve, i) => {
    dose.set(curve.dose, offsets[i])
    response.set(curve.response, offsets[i])
  })
  return { dose, response, offsets }
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
