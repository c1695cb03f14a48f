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
  const meanOf = meansByDose(dose, response)
  const doses = [...meanOf.keys()].sort((a, b) => a - b)
  const means = doses.map((d) => meanOf.get(d) ?? NaN)
  const noise = noiseOf({ dose, response, sigma }, meanOf)
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

/** One pass: a table without groups is one curve of every row. */
function meansByDose(dose: Float64Array, response: Float64Array): ReadonlyMap<number, number> {
  const sums = new Map<number, { sum: number; count: number }>()
  for (let i = 0; i < dose.length; i++) {
    const { sum, count } = sums.get(at(dose, i)) ?? { sum: 0, count: 0 }
    sums.set(at(dose, i), { sum: sum + at(response, i), count: count + 1 })
  }
  return new Map(Array.from(sums, ([d, { sum, count }]) => [d, sum / count]))
}

/** SD of a well about its dose mean; the residual SD where replicates are too few; 0 where neither is known. */
function noiseOf({ dose, response, sigma }: Points, meanOf: ReadonlyMap<number, number>): number {
  const df = dose.length - meanOf.size
  if (df < FEWEST_PURE_DF) return sigma ?? 0
  let sum = 0
  for (let i = 0; i < dose.length; i++) sum += (at(response, i) - (meanOf.get(at(dose, i)) ?? NaN)) ** 2
  return Math.sqrt(sum / df)
}

function areEndsLevel(means: readonly number[]): boolean {
  const [first, second] = means
  const [before, last] = means.slice(-2)
  if (first === undefined || second === undefined || before === undefined || last === undefined) return false
  const allowed = SEEN * (largest(means) + largest(means.map((mean) => -mean)))
  return Math.abs(second - first) <= allowed && Math.abs(last - before) <= allowed
}

function isTurning(means: readonly number[], noise: number): boolean {
  const [previous, last] = means.slice(-2)
  if (means.length < 4 || previous === undefined || last === undefined) return false
  const peak = largest(means.slice(0, -2))
  return peak > previous && peak - last > TURNING_SD * noise && isRisingFirst(means, peak)
}

/** A spread call would overflow the stack on a table of 100,000 doses. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity)
}

/** A falling curve is no bell: before its extreme the response has to come up to it. */
function isRisingFirst(means: readonly number[], peak: number): boolean {
  const [first] = means
  const last = means.at(-1)
  return first !== undefined && last !== undefined && peak - first > SEEN * (peak - last)
}
