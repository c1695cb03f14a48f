const DOSES = [0.3, 1, 3, 10, 30, 100, 300, 1000]

/** A table of `count` compounds, a different sigmoid each; the same text on every machine. */
export function manyCurves(count, { doses = DOSES, replicates = 1 } = {}) {
  let state = 20261126
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const lines = ['Compound,Dose (nM),Inhibition (%)']
  for (let curve = 0; curve < count; curve++) {
    const [logEc50, top] = [0.5 + 2 * random(), 70 + 30 * random()]
    for (const dose of doses.flatMap((one) => Array(replicates).fill(one))) {
      const response = top / (1 + 10 ** (logEc50 - Math.log10(dose))) + 6 * (random() - 0.5)
      lines.push(`CPD-${String(curve + 1).padStart(5, '0')},${dose},${response.toFixed(2)}`)
    }
  }
  return lines.join('\n')
}
