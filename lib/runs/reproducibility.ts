import { mean, standardDeviation } from '../data-frame/scatter.ts'

/** Runs of a reference that an MSR needs: fewer say little about a standard deviation (science.md 5). */
export const FEWEST_MSR_RUNS = 6

export interface ReferenceScatter {
  readonly count: number
  /** Mean and sample standard deviation on log10. */
  readonly mean: number
  readonly sd: number
  /** Minimum significant ratio, 10^(2√2·s); null with fewer than six runs. */
  readonly msr: number | null
}

/**
 * How well a reference compound comes out the same (Eastwood 2006).
 *
 * @param logPotencies  one per run, log10
 * @returns null with fewer than two
 */
export function referenceScatter(logPotencies: readonly number[]): ReferenceScatter | null {
  const count = logPotencies.length
  if (count < 2) return null
  const sd = standardDeviation(logPotencies)
  return {
    count,
    mean: mean(logPotencies),
    sd,
    msr: count < FEWEST_MSR_RUNS ? null : 10 ** (2 * Math.SQRT2 * sd),
  }
}

export interface RunAgreement {
  readonly count: number
  /** Potency in the second run over that in the first, geometric mean over the compounds. */
  readonly ratio: number
  /** Ratio that the mean ratio must pass to be one, 10^(2·s/√n). */
  readonly msd: number
  /** Ratio that one compound must pass, 10^(2·s). */
  readonly msr: number
  /** 95 % of compounds lie between them, 10^(mean ± 2·s). */
  readonly limits: readonly [number, number]
}

/** Compounds that a comparison of two runs wants. */
export const USUAL_COMPOUNDS: readonly [number, number] = [20, 30]

/**
 * Two runs of the same compounds set against one another (Eastwood 2006).
 *
 * @param logRatios  log10 of second over first, one per compound with a value in both
 * @returns null with fewer than two
 */
export function runAgreement(logRatios: readonly number[]): RunAgreement | null {
  const count = logRatios.length
  if (count < 2) return null
  const [centre, sd] = [mean(logRatios), standardDeviation(logRatios)]
  return {
    count,
    ratio: 10 ** centre,
    msd: 10 ** ((2 * sd) / Math.sqrt(count)),
    msr: 10 ** (2 * sd),
    limits: [10 ** (centre - 2 * sd), 10 ** (centre + 2 * sd)],
  }
}

/** Usual pass: MSR under 3 and limits within 0.33 to 3 (science.md 5). */
export function isAgreement({ msr, limits: [low, high] }: RunAgreement): boolean {
  return msr < 3 && low > 0.33 && high < 3
}
