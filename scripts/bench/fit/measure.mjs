/** CPU time of this process: other programs on the machine take from the clock, and hardly from this. */

/** @returns {number} milliseconds that `work` took */
export function cpuMs(work) {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** A pass this long is not at the mercy of the clock, of a compiler thread or of one collection. */
const PASS_MS = 150

/**
 * Contenders in turn, pass after pass, so that what slows one pass down slows all of them. Each is first run until it
 * is compiled.
 *
 * @param {Record<string, () => void>} contenders
 * @returns {Record<string, { best: number, median: number, worst: number }>} milliseconds of one run
 */
export function race(contenders, passes) {
  const entries = Object.entries(contenders).map(([name, work]) => {
    for (const end = performance.now() + 4 * PASS_MS; performance.now() < end;) work()
    return { name, work, repeats: Math.max(1, Math.round(PASS_MS / cpuMs(work))), values: [] }
  })
  for (let pass = 0; pass < passes; pass++) {
    for (const { work, repeats, values } of entries) {
      const total = cpuMs(() => {
        for (let i = 0; i < repeats; i++) work()
      })
      values.push(total / repeats)
    }
  }
  return Object.fromEntries(entries.map(({ name, values }) => [name, spread(values)]))
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return { best: sorted[0], median: quantile(sorted, 0.5), worst: sorted.at(-1) }
}

/** @returns {{ p50: number, p99: number, wall50: number, wall99: number }} milliseconds of one step */
export function steps(step, { warm, count }) {
  const cpu = []
  const wall = []
  for (let i = 0; i < warm + count; i++) {
    const start = performance.now()
    const used = cpuMs(() => step(i))
    if (i < warm) continue
    wall.push(performance.now() - start)
    cpu.push(used)
  }
  cpu.sort((a, b) => a - b)
  wall.sort((a, b) => a - b)
  return {
    p50: quantile(cpu, 0.5),
    p99: quantile(cpu, 0.99),
    wall50: quantile(wall, 0.5),
    wall99: quantile(wall, 0.99),
  }
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}
