/** A midpoint as it may be said: itself between the tested doses, else the end it lies beyond. On log10 of the dose. */
export interface TestedPlace {
  readonly logDose: number
  readonly qualifier: '<' | '=' | '>'
}

/**
 * @param logRoot  log10 of a dose
 * @param doses    linear, those that took part; a zero dose has no place on the axis
 */
export function testedPlace(logRoot: number, doses: Float64Array): TestedPlace {
  const positive = doses.filter((dose) => dose > 0)
  const [low, high] = [Math.log10(Math.min(...positive)), Math.log10(Math.max(...positive))]
  if (logRoot > high) return { logDose: high, qualifier: '>' }
  return logRoot < low ? { logDose: low, qualifier: '<' } : { logDose: logRoot, qualifier: '=' }
}
