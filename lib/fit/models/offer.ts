import { at } from '../numbers.ts'
import type { ModelEntry } from './model.ts'

/** What the included points of a curve say about which models they can carry. */
export interface OfferFacts {
  /** Distinct doses, the untreated control being one. */
  readonly distinctDoses: number
  readonly hasZeroDose: boolean
  /** Positive doses whose mean exceeds the untreated one by more than 2 SD of a well. */
  readonly dosesAboveControl: number
  /** At either end the two outermost means lie within a quarter of the range of all means. */
  readonly areBothPlateausSeen: boolean
  /** The last two doses come back from the extreme by more than 3 SD of a well. */
  readonly isTurningBack: boolean
}

interface Points {
  /** n doses, linear, each ≥ 0. */
  readonly dose: Float64Array
  readonly response: Float64Array
  /** Residual SD of a fit, for points without replicates; null where there is none. */
  readonly sigma: number | null
}

export interface Offer {
  /** What is missing, as the end of "needs …"; null where the model may be chosen. */
  readonly missing: string | null
  /** Worth a look: it describes the data better by more than its parameters cost. */
  readonly isProposed: boolean
}

const SEEN = 0.25
const ABOVE_SD = 2
const TURNING_SD = 3
const FEWEST_PURE_DF = 3

/** The facts of one curve; n ≥ 0 points. */
export function offerFacts({ dose, response, sigma }: Points): OfferFacts {
  const doses = [...new Set(dose)].sort((a, b) => a - b)
  const means = doses.map((d) => meanWhere(response, (i) => dose[i] === d))
  const noise = noiseOf({ dose, response, sigma }, { doses, means })
  const hasZeroDose = doses[0] === 0
  const control = hasZeroDose ? (means[0] ?? NaN) : NaN
  return {
    distinctDoses: doses.length,
    hasZeroDose,
    dosesAboveControl: means.filter((mean) => mean - control > ABOVE_SD * noise).length,
    areBothPlateausSeen: areEndsLevel(means),
    isTurningBack:
      isTurning(means, noise) ||
      isTurning(
        means.map((mean) => -mean),
        noise,
      ),
  }
}

/**
 * Whether a model may be chosen for a curve (science.md 1, "Offer").
 *
 * @param fixed  how many of the model's parameters are fixed
 * @param aiccFall  AICc of `logistic4` minus that of the model; null where either is not known
 */
export function offerOf(
  { offer }: ModelEntry,
  facts: OfferFacts,
  { fixed, aiccFall }: { readonly fixed: number; readonly aiccFall: number | null },
): Offer {
  const doses = offer.distinctDoses - (offer.lessWhenFixed ? Math.min(1, fixed) : 0)
  const missing = [
    ...(facts.distinctDoses < doses ? [`${doses} doses, there are ${facts.distinctDoses}`] : []),
    ...(offer.zeroDose && !facts.hasZeroDose ? ['a zero dose'] : []),
    ...(facts.dosesAboveControl < offer.dosesAboveControl
      ? [`${offer.dosesAboveControl} doses above the untreated control by 2 SD`]
      : []),
    ...(offer.bothPlateausSeen && !facts.areBothPlateausSeen ? ['doses on both plateaus'] : []),
    ...(offer.lastDosesReverse && !facts.isTurningBack ? ['last doses that turn back'] : []),
  ]
  const isBetter = offer.aiccGain !== null && aiccFall !== null && aiccFall >= offer.aiccGain
  return {
    missing: missing.length === 0 ? null : missing.join(' and '),
    isProposed: missing.length === 0 && isBetter,
  }
}

function meanWhere(response: Float64Array, isIn: (index: number) => boolean): number {
  let [sum, count] = [0, 0]
  for (let i = 0; i < response.length; i++) {
    if (!isIn(i)) continue
    sum += at(response, i)
    count++
  }
  return sum / count
}

/** SD of a well about its dose mean; the residual SD where replicates are too few; 0 where neither is known. */
function noiseOf(
  { dose, response, sigma }: Points,
  { doses, means }: { doses: readonly number[]; means: readonly number[] },
): number {
  const df = dose.length - doses.length
  if (df < FEWEST_PURE_DF) return sigma ?? 0
  const meanOf = new Map(doses.map((d, k) => [d, means[k] ?? NaN]))
  let sum = 0
  for (let i = 0; i < dose.length; i++) sum += (at(response, i) - (meanOf.get(at(dose, i)) ?? NaN)) ** 2
  return Math.sqrt(sum / df)
}

function areEndsLevel(means: readonly number[]): boolean {
  const [first, second] = means
  const [before, last] = means.slice(-2)
  if (first === undefined || second === undefined || before === undefined || last === undefined) return false
  const allowed = SEEN * (Math.max(...means) - Math.min(...means))
  return Math.abs(second - first) <= allowed && Math.abs(last - before) <= allowed
}

function isTurning(means: readonly number[], noise: number): boolean {
  const [previous, last] = means.slice(-2)
  if (means.length < 4 || previous === undefined || last === undefined) return false
  const peak = Math.max(...means.slice(0, -2))
  return peak > previous && peak - last > TURNING_SD * noise && isRisingFirst(means, peak)
}

/** A falling curve is no bell: before its extreme the response has to come up to it. */
function isRisingFirst(means: readonly number[], peak: number): boolean {
  const [first] = means
  const last = means.at(-1)
  return first !== undefined && last !== undefined && peak - first > SEEN * (peak - last)
}
