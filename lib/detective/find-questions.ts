import { detectColumns } from './detect-columns.ts'
import { detectComma } from './detect-comma.ts'
import { detectControls } from './detect-controls.ts'
import { detectDirection } from './detect-direction.ts'
import { detectFlag } from './detect-flag.ts'
import { detectLimits } from './detect-limits.ts'
import { detectLog } from './detect-log.ts'
import { detectNegative } from './detect-negative.ts'
import { detectRows } from './detect-rows.ts'
import { detectScale } from './detect-scale.ts'
import { detectSlip } from './detect-slip.ts'
import { detectUnit } from './detect-unit.ts'
import { detectUnits } from './detect-units.ts'
import { detectWords } from './detect-words.ts'
import { detectZero } from './detect-zero.ts'
import { sceneOf, type SceneInput } from './scene.ts'
import type { Detector, Question } from './types.ts'

/** What decides how cells are read comes first, as the rest is seen in the numbers that follow. */
const DETECTORS: readonly Detector[] = [
  detectLog,
  detectUnits,
  detectUnit,
  detectScale,
  detectLimits,
  detectWords,
  detectNegative,
  detectZero,
  detectSlip,
  detectColumns,
  detectRows,
  detectDirection,
  detectControls,
  detectFlag,
]

/**
 * Every question about a table, answered ones included (science.md 6); none for a table that says all. While nobody has
 * said what commas mean, nothing else is asked of numbers that hang on it. Changes nothing, never throws. Linear in the
 * rows.
 */
export function findQuestions(input: SceneInput): readonly Question[] {
  const scene = sceneOf(input)
  const commas = detectComma(scene)
  if (commas.some(({ id }) => input.answers[id] === undefined)) return commas
  const others = DETECTORS.flatMap((detect) => detect(scene))
  // Units that differ from row to row are the same question about the unit.
  const hasUnits = others.some(({ kind }) => kind === 'units')
  return [...commas, ...others.filter(({ kind }) => kind !== 'unit' || !hasUnits)]
}
