import { findRoot } from '../inference/root.ts'
import { isOnGuard, loosen } from '../optimize/box.ts'
import { partOf } from './joint-problem.ts'
import type { JointState } from './state.ts'

/** What is held: one evaluation of the profile from a start, and how far it may go. */
export interface Held {
  readonly estimate: number
  readonly low: number
  readonly high: number
  readonly step: number
  readonly fit: (value: number, start: Float64Array) => { rss: number; theta: Float64Array }
}

/** What a search for limits knows, and what it found by the way. */
export interface Search {
  readonly state: JointState
  /** A point with a lower RSS than the optimum. */
  better: Float64Array | null
}

/** Growing steps out to the crossing, then its root; null where the side is open or only a guard would close it. */
export function seekLimit(
  seeker: Search,
  held: Held,
  { threshold, direction }: { threshold: number; direction: 1 | -1 },
): number | null {
  const { state } = seeker
  const end = direction > 0 ? held.high : held.low
  let warm = state.solution.theta
  const excess = (value: number): number => {
    const { rss, theta } = held.fit(value, warm)
    if (!Number.isFinite(rss)) return 1e30
    if (rss < state.rss * (1 - 1e-9) && !newGuards(state, state.solution.theta, theta)) seeker.better = theta
    warm = theta
    return rss - threshold
  }
  let inside = { x: held.estimate, value: state.rss - threshold }
  for (let round = 0; round < 3; round++) {
    const outside = stepOut(excess, inside, { end, step: held.step, direction })
    if (!outside) return null
    const tolerance = 1e-10 * Math.max(1, Math.abs(outside.to.x))
    const root = findRoot(excess, outside.from, outside.to, tolerance)
    const isGuarded = newGuards(state, state.solution.theta, warm)
    // From the optimum and its rivals rather than along the way: a lower branch would send the limit further out.
    const starts = [state.solution.theta, ...state.solution.others.slice(0, 1)]
    const checks = starts.map((start) => held.fit(root, start))
    const lowest = checks.reduce((a, b) => (b.rss < a.rss ? b : a))
    if (!(lowest.rss < threshold - 1e-7 * state.rss)) return isGuarded ? null : root
    warm = lowest.theta
    inside = { x: root, value: lowest.rss - threshold }
  }
  return null
}

/** Whether some curve sits on a numerical guard that it did not sit on at the optimum. */
function newGuards({ joint }: JointState, before: Float64Array, after: Float64Array): boolean {
  const { blocks, model, size } = joint
  return blocks.some(({ limits }, c) => {
    const loose = loosen(limits, model)
    return (
      isOnGuard(loose, partOf(after, c, size), model) && !isOnGuard(limits, partOf(before, c, size), model)
    )
  })
}

type Signed = { readonly x: number; readonly value: number }

function stepOut(
  excess: (value: number) => number,
  start: Signed,
  { end, step, direction }: { end: number; step: number; direction: 1 | -1 },
): { from: Signed; to: Signed } | null {
  let inside = start
  let length = Math.max(Math.abs(step), 1e-9 * Math.abs(end - start.x))
  for (let i = 0; i < 60; i++) {
    const next = inside.x + direction * length
    const x = direction > 0 ? Math.min(next, end) : Math.max(next, end)
    if (x === inside.x) return null
    const value = excess(x)
    if (value > 0) return { from: inside, to: { x, value } }
    if (x === end) return null
    inside = { x, value }
    length *= 1.6
  }
  return null
}
