import type { SeededAnalysis } from '../records.ts'
import { mortalityAnalysis } from './mortality.ts'

/** Every sample analysis, in the order the tenant lists them. */
export function allSeeds(): readonly SeededAnalysis[] {
  return [mortalityAnalysis()]
}
