import type { ControlQuality } from './control-quality.ts'
import { NOTABLE_SHIFT_SDS } from './place-effects.ts'
import type { PlateLimits } from './types.ts'

/** Z′ from 0.5 on is excellent (Zhang 1999); the others are what assay guides usually ask for. */
export const USUAL_PLATE_LIMITS: PlateLimits = {
  lowestZPrime: 0.5,
  highestCv: 20,
  lowestSignalToBackground: 2,
  fewestControls: 3,
  highestShift: NOTABLE_SHIFT_SDS,
}

const RANGES: Readonly<Record<keyof PlateLimits, readonly [number, number]>> = {
  lowestZPrime: [-10, 1],
  highestCv: [0, 1000],
  lowestSignalToBackground: [0, 1e6],
  fewestControls: [0, 1000],
  highestShift: [0, 1000],
}

/** The limits of a plate with those that are set. What a file holds and no plate can be asked for is passed over. */
export function plateLimits(set: Partial<PlateLimits>): PlateLimits {
  const usable = Object.entries(set).filter(
    ([name, value]) => Object.hasOwn(RANGES, name) && findInvalidPlateLimit({ [name]: value }) === null,
  )
  return { ...USUAL_PLATE_LIMITS, ...Object.fromEntries(usable) }
}

/** What is wrong with limits, in words, or null. */
export function findInvalidPlateLimit(set: Partial<PlateLimits>): string | null {
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const value = set[name as keyof PlateLimits]
    if (value !== undefined && !(value >= least && value <= most)) {
      return `The limit lies between ${least} and ${most}.`.replace('-', '−')
    }
  }
  return null
}

export interface PlateFlag {
  readonly rule: 'few-controls' | 'z-prime' | 'robust-z-prime' | 'cv' | 'signal-to-background'
  readonly value: number
  readonly limit: number
}

/**
 * The rules that a plate breaks, worst first; none for a good plate. A figure that is not defined breaks no rule of its
 * own.
 */
export function plateFlags(quality: ControlQuality, limits: PlateLimits): readonly PlateFlag[] {
  const { lowestZPrime, highestCv, lowestSignalToBackground, fewestControls } = limits
  const controls = Math.min(quality.negativeCount, quality.positiveCount)
  const flag = (rule: PlateFlag['rule'], value: number | null, limit: number, isUpper = false) =>
    value !== null && (isUpper ? value > limit : value < limit) ? [{ rule, value, limit }] : []
  return [
    ...flag('few-controls', controls, fewestControls),
    ...flag('z-prime', quality.zPrime, lowestZPrime),
    ...flag('robust-z-prime', quality.robustZPrime, lowestZPrime),
    ...flag('cv', quality.negativeCv, highestCv, true),
    ...flag('signal-to-background', quality.signalToBackground, lowestSignalToBackground),
  ]
}
