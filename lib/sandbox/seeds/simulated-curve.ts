import type { Prng } from '../prng.ts'

/** How a simulated compound truly behaves. */
export type CurveClass = 'good' | 'partial' | 'flat' | 'steep' | 'shallow' | 'bell' | 'outliers'

/** Inhibition in percent, EC50 and fall in the dose's unit; `fallAt` is where a bell turns down, else Infinity. */
export interface CurveTruth {
  readonly compound: string
  readonly curveClass: CurveClass
  readonly bottom: number
  readonly top: number
  readonly ec50: number
  readonly hill: number
  readonly fallAt: number
}

/** Draws a class as often as a screen of a library has it. */
export function drawClass(random: Prng): CurveClass {
  const u = random.next()
  if (u < 0.75) return 'good'
  if (u < 0.85) return 'flat'
  if (u < 0.91) return 'partial'
  if (u < 0.94) return 'outliers'
  if (u < 0.96) return 'shallow'
  return u < 0.98 ? 'steep' : 'bell'
}

/** Draws a truth of the class, its EC50 well inside the doses 0.3 to 10,000. */
export function drawTruth(compound: string, curveClass: CurveClass, random: Prng): CurveTruth {
  const between = (low: number, high: number): number => low + (high - low) * random.next()
  const ec50 = 10 ** between(0.9, 2.9)
  const bottom = between(-3, 3)
  const tops = { partial: between(38, 62), flat: bottom }
  const hills = { steep: between(3, 4.5), shallow: between(0.35, 0.5) }
  return {
    compound,
    curveClass,
    bottom,
    top: curveClass === 'partial' || curveClass === 'flat' ? tops[curveClass] : between(95, 103),
    ec50,
    hill: curveClass === 'steep' || curveClass === 'shallow' ? hills[curveClass] : between(0.8, 1.4),
    fallAt: curveClass === 'bell' ? ec50 * 40 : Infinity,
  }
}

/** Expected inhibition at a dose above 0. */
export function trueInhibition(truth: CurveTruth, dose: number): number {
  const rise = 1 / (1 + (truth.ec50 / dose) ** truth.hill)
  const fall = 1 / (1 + (dose / truth.fallAt) ** 1.5)
  return truth.bottom + (truth.top - truth.bottom) * rise * fall
}
