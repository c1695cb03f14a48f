import { say } from '../lib/say.mjs'

/** Times of named steps: each taken as it ends, reported as quantiles. A step that throws has no time. */
export function createStopwatch() {
  const times = new Map()
  return {
    async timed(name, work) {
      const from = performance.now()
      const value = await work()
      times.set(name, [...(times.get(name) ?? []), performance.now() - from])
      return value
    },
    /** @returns {number} seconds within which `share` of the steps of this name ended */
    quantile: (name, share) => quantile(times.get(name) ?? [], share) / 1000,
    names: () => [...times.keys()],
    report() {
      for (const [name, list] of times) {
        const at = (share) => (quantile(list, share) / 1000).toFixed(2)
        say(`  ${name.padEnd(16)} p50 ${at(0.5)} s, p95 ${at(0.95)} s, longest ${at(1)} s (${list.length})`)
      }
    },
  }
}

function quantile(list, share) {
  const sorted = list.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
