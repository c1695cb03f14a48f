/** Steps of a key with Shift, and of a Page key. */
export const COARSE = 10

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: COARSE,
  PageDown: -COARSE,
}

/** How many steps a key moves a handle, upwards or to the right; null for a key that moves none. */
export function keySteps(key: string, isCoarse: boolean): number | null {
  const steps = Object.hasOwn(STEPS, key) ? (STEPS[key] ?? null) : null
  if (steps === null) return null
  return isCoarse && Math.abs(steps) === 1 ? steps * COARSE : steps
}
