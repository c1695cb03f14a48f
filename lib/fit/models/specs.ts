import type { ParameterName } from '../types.ts'
import type { ParameterSpec, Reach } from './model.ts'

const GUARD_RANGES = 10
const GUARD_DECADES = 6
export const STEEPEST_HILL = 50
export const SHALLOWEST_HILL = 1e-3

export function plateau(name: ParameterName, title: string): ParameterSpec {
  return { name, title, unit: 'response', isLinear: true, guard: plateauGuard, whenAbsent: 'free' }
}

export function location(name: ParameterName, title: string): ParameterSpec {
  return { name, title, unit: 'log-dose', isLinear: false, guard: doseGuard, whenAbsent: 'free' }
}

/** A plain number between limits of its own. */
export function plain(
  name: ParameterName,
  title: string,
  { limits, whenAbsent = 'free' }: { limits: readonly [number, number]; whenAbsent?: 'free' | 'unit' },
): ParameterSpec {
  return { name, title, unit: 'none', isLinear: false, guard: () => limits, whenAbsent }
}

export const BOTTOM_SPEC = plateau('bottom', 'bottom')
export const TOP_SPEC = plateau('top', 'top')
export const HILL_SPEC = plain('hill', 'hill', { limits: [-STEEPEST_HILL, STEEPEST_HILL] })

export function rangeOf({ low, high }: Reach): number {
  return high - low || 1
}

function plateauGuard(reach: Reach): readonly [number, number] {
  const room = GUARD_RANGES * rangeOf(reach)
  return [reach.low - room, reach.high + room]
}

function doseGuard({ firstLogDose, lastLogDose }: Reach): readonly [number, number] {
  return [firstLogDose - GUARD_DECADES, lastLogDose + GUARD_DECADES]
}
