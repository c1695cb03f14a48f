/**
 * @typedef {object} Row  of the table of the benchmark
 * @property {string} name
 * @property {string} value
 * @property {string} [spread]
 * @property {string} [bar]
 * @property {boolean} [ok]      the bar
 * @property {boolean} [isGoal]  the goal besides
 */

const free = { kind: 'free' }

/** Constraints of a fit with everything free. */
export const FREE = { bottom: free, top: free, logEc50: free, hill: free }

/** @returns {Row} how many times faster than the reference, of the best passes. */
export function ratio(name, time, { reference, bar, goal }) {
  const times = reference.best / time.best
  return {
    name,
    value: `${times.toFixed(1)} × (${perSecond(time.best)})`,
    spread: `${(1000 * time.median).toFixed(1)} µs, ${(1000 * time.best).toFixed(1)} to ${(1000 * time.worst).toFixed(1)}`,
    bar: `≥ ${bar} ×, goal ${goal}`,
    ok: times >= bar,
    isGoal: times >= goal,
  }
}

/** @returns {Row} fits a second, of the best pass. */
export function rate(name, time, limits) {
  const value = 1000 / time.best
  return {
    name,
    value: perSecond(time.best),
    spread: `${(1000 * time.median).toFixed(0)} µs, ${(1000 * time.best).toFixed(0)} to ${(1000 * time.worst).toFixed(0)}`,
    ...(limits && {
      bar: `≥ ${limits.bar}/s, goal ${limits.goal}`,
      ok: value >= limits.bar,
      isGoal: value >= limits.goal,
    }),
  }
}

/** @returns {Row} a time that must stay below a bar. */
export function limit(name, value, { unit, bar, goal, spread }) {
  return {
    name,
    value: `${value.toPrecision(2)} ${unit}`,
    spread,
    bar: `≤ ${bar} ${unit}, goal ${goal}`,
    ok: value <= bar,
    isGoal: value <= goal,
  }
}

function perSecond(ms) {
  return `${Math.round(1000 / ms).toLocaleString('en')}/s`
}
