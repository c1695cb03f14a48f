import type { PushedState } from './pushed-state.ts'

/**
 * A pushed state with the curves that only an earlier push held, each marked with the time of that push.
 *
 * @param at  when the earlier push was asked for, ISO 8601
 */
export function withEarlier(newer: PushedState, earlier: PushedState, at: string): PushedState {
  const held = new Set(newer.curves.map(({ id }) => id))
  const added = earlier.curves.filter(({ id }) => !held.has(id))
  if (added.length === 0) return newer
  const first = newer.settings.length
  return {
    ...newer,
    settings: [...newer.settings, ...earlier.settings],
    curves: [
      ...newer.curves,
      ...added.map((curve) => ({ ...curve, settings: first + curve.settings, pushedAt: at })),
    ],
  }
}
