/** How a response is scaled; decides whether there is a 50 % line. The same words as the fit's own type. */
export type ResponseScaleName = 'percent' | 'fraction' | 'arbitrary'

export interface ScaleEvidence {
  /** The header says `%` or percent. */
  readonly isPercentHeader: boolean
  /** The header names something that is read in percent or fractions (mortality, inhibition, viability). */
  readonly isNormalisedReadout: boolean
  readonly min: number | null
  readonly max: number | null
}

export interface ScaleReading {
  readonly scale: ResponseScaleName
  /** Completes "read as percent: …". */
  readonly reason: string
  /** Header and values disagree, so someone should look. */
  readonly isDoubtful: boolean
}

/**
 * Percent, fraction or neither. Values within ±1.5 under a percent header are fractions all the same: reading them as
 * percent would put the 50 % line out of reach of the whole curve.
 */
export function responseScale(evidence: ScaleEvidence): ScaleReading {
  const { isPercentHeader, isNormalisedReadout, min, max } = evidence
  const largest = Math.max(Math.abs(min ?? 0), Math.abs(max ?? 0))
  const isSmall = largest > 0 && largest <= 1.5
  if (isPercentHeader) {
    return isSmall
      ? { scale: 'fraction', reason: 'the header says percent, but no value exceeds 1.5', isDoubtful: true }
      : { scale: 'percent', reason: 'the header says percent', isDoubtful: false }
  }
  if (!isNormalisedReadout)
    return { scale: 'arbitrary', reason: 'the header names no percentage', isDoubtful: false }
  if (isSmall) return { scale: 'fraction', reason: 'no value exceeds 1.5', isDoubtful: false }
  return largest <= 200
    ? { scale: 'percent', reason: `values reach ${Number(largest.toPrecision(3))}`, isDoubtful: false }
    : { scale: 'arbitrary', reason: `values reach ${Number(largest.toPrecision(3))}`, isDoubtful: true }
}

/** What a mapping's response unit says of the scale. */
export function scaleOfUnit(responseUnit: string): ResponseScaleName {
  if (/%|^percent$/i.test(responseUnit)) return 'percent'
  return responseUnit === FRACTION_UNIT ? 'fraction' : 'arbitrary'
}

export const PERCENT_UNIT = '%'
export const FRACTION_UNIT = 'fraction'
