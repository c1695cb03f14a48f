import type { ControlQuality } from './control-quality.ts'

/** What a plate must meet to be used without a second look. */
export interface PlateLimits {
  /** Z′ and robust Z′ below it are flagged. */
  readonly lowestZPrime: number
  /** Percent, of the negative controls. */
  readonly highestCv: number
  readonly lowestSignalToBackground: number
  /** Of each control: fewer give no scatter to trust. */
  readonly fewestControls: number
}

/** Z′ from 0.5 on is excellent (Zhang 1999); the others are what assay guides usually ask for. */
export const USUAL_PLATE_LIMITS: PlateLimits = {
  lowestZPrime: 0.5,
  highestCv: 20,
  lowestSignalToBackground: 2,
  fewestControls: 3,
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
