import { targetLevel } from '../inference/target.ts'
import { at } from '../numbers.ts'
import { effectScale } from './effect-scale.ts'
import { EFFECT_SD, type Evidence } from './evidence.ts'

const STRONG_SD = 6
/** Below this the dose next to the highest shows nothing. */
const SILENT_SD = 1
const SIGNIFICANT_P = 0.05
/** Of the way to the plateau, and the doses that have to be past it. */
const PLATEAU_SHARE = 0.75
const PLATEAU_DOSES = 2

/**
 * Curve class of a screen (science.md 4, the newer definition: significance for r², SDs for percent).
 *
 * 1.x both plateaus seen, 2.x one; x.1 significant and strong, x.2 significant and weak, x.3 and x.4 the same without
 * significance; 3 the highest dose alone; 4 inactive; 5 inconclusive: active without compound, or at every dose. A minus
 * where the response falls from the untreated level.
 *
 * @returns null where nothing says how large an effect is, or there are too few points for the flat test
 * @see Inglese et al. (2006), doi:10.1073/pnas.0604348103
 */
export function ncatsClass(evidence: Evidence): string | null {
  const scale = effectScale(evidence)
  const { problem, solution, flatTest, flatPCalibrated } = evidence
  if (!scale || !flatTest) return null
  const changes = changesOf(problem.y, scale)
  const control = at(problem.x, 0) === -Infinity ? at(changes, 0) : null
  const tested = changes.subarray(control === null ? 0 : 1)
  if (tested.length < PLATEAU_DOSES) return null
  const isActive = (change: number) => Math.abs(change) > EFFECT_SD
  if (tested.every(isActive) || (control !== null && Math.abs(control) > STRONG_SD)) return '5'
  const [before, last] = [at(tested, tested.length - 2), at(tested, tested.length - 1)]
  const isAlone = isActive(last) && Math.abs(before) < SILENT_SD && !tested.subarray(0, -1).some(isActive)
  if (isAlone) return `${signOf(last)}3`
  const fitted = solution && problem.x.map((x) => solution.model.value(solution.theta, x))
  const effect = extreme(fitted ? changesOf(fitted, scale) : changes)
  if (!(Math.abs(effect) >= EFFECT_SD)) return '4'
  const isGood = (flatPCalibrated ?? flatTest.p) < SIGNIFICANT_P
  const isStrong = Math.abs(effect) >= STRONG_SD
  const efficacy = isGood ? (isStrong ? 1 : 2) : isStrong ? 3 : 4
  return `${signOf(effect)}${isComplete(evidence) ? 1 : 2}.${efficacy}`
}

/** In SDs from the untreated level. */
function changesOf(levels: Float64Array, { untreated, sd }: { untreated: number; sd: number }): Float64Array {
  return levels.map((level) => (level - untreated) / sd)
}

function extreme(changes: Float64Array): number {
  return changes.reduce((most, change) => (Math.abs(change) > Math.abs(most) ? change : most), 0)
}

function signOf(change: number): '-' | '' {
  return change < 0 ? '-' : ''
}

/** At least two doses above the midpoint have come three quarters of the way to the plateau. */
function isComplete({ problem, solution }: Evidence): boolean {
  if (!solution) return false
  const { model, theta } = solution
  const midpoint = model.midpoint(theta)
  if (midpoint === null) return false
  const start = model.limitAtZeroDose(theta)
  const span = targetLevel(model, theta, { kind: 'effect', fraction: 1 }) - start
  const past = problem.x.filter((x, i) => x > midpoint && (at(problem.y, i) - start) / span > PLATEAU_SHARE)
  return past.length >= PLATEAU_DOSES
}
