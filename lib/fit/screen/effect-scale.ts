import { scaleValue } from '../models/model.ts'
import { at } from '../numbers.ts'
import { type Evidence, fullScale } from './evidence.ts'

/** What effects are counted from and in; scaled as the problem. */
export interface EffectScale {
  readonly untreated: number
  /** SD of a well of the assay. */
  readonly sd: number
}

/** Percent of the full scale: the SD that screens assume where none is given (science.md 4). */
const USUAL_SD = 0.1

/**
 * On a percent or fraction scale the untreated level is 0 or full, whichever the curve starts nearer to, and the SD a
 * tenth of the scale. Other responses have no such scale: the control wells, else the dose-0 limit of the curve, are the
 * level, and the scatter of a well the SD.
 *
 * @returns null where there is no scatter to count in
 */
export function effectScale({ problem, request, solution, noise }: Evidence): EffectScale | null {
  const start = solution ? solution.model.limitAtZeroDose(solution.theta) : problem.mean
  const full = fullScale(request)
  if (full === null) {
    const hasControl = at(problem.x, 0) === -Infinity
    return noise > 0 ? { untreated: hasControl ? at(problem.y, 0) : start, sd: noise } : null
  }
  const [none, all] = [scaleValue('response', 0, problem), scaleValue('response', full, problem)]
  return {
    untreated: Math.abs(start - all) < Math.abs(start - none) ? all : none,
    sd: scaleValue('span', USUAL_SD * full, problem),
  }
}
