import type { SeededAnalysis } from '../records.ts'
import { hugeAnalysis } from './huge.ts'
import { kinaseAnalysis } from './kinase.ts'
import { largeAnalysis } from './large.ts'
import { manyWellsAnalysis } from './many-wells.ts'
import { mixedScreenAnalysis } from './mixed-screen.ts'
import { mortalityAnalysis } from './mortality.ts'
import { oddShapeAnalyses } from './odd-shapes.ts'
import { oddStateAnalyses } from './odd-states.ts'
import { potencyRunsAnalysis } from './potency-runs.ts'
import { rawPlatesAnalysis } from './raw-plates.ts'
import { troubledAnalysis } from './troubled.ts'

/** Every sample analysis, in the order the tenant lists them; one with so many megabytes of CSV only where asked for. */
export function allSeeds(hugeMegabytes: number | null = null): readonly SeededAnalysis[] {
  return [
    mortalityAnalysis(),
    kinaseAnalysis(),
    troubledAnalysis(),
    largeAnalysis(),
    mixedScreenAnalysis(),
    ...oddStateAnalyses(),
    ...oddShapeAnalyses(),
    manyWellsAnalysis(),
    rawPlatesAnalysis(),
    potencyRunsAnalysis(),
    ...(hugeMegabytes === null ? [] : [hugeAnalysis(hugeMegabytes)]),
  ]
}
