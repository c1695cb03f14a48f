import { expect } from 'vitest'
import { PLAIN_REQUEST } from '../../testing/plain-request.ts'
import type { CurveFit, FitRequest } from '../../types.ts'

/** Eight doses half a decade apart, in triplicate. */
export const dose = Float64Array.from({ length: 24 }, (_, i) => 10 ** (Math.floor(i / 3) / 2 - 2))

/** What they are drawn about: from 5 to 95, half-way at 0.7. */
export function mean(at: number): number {
  return 5 + 90 / (1 + 0.7 / at)
}

/** Without a scale, with errors by the observed information. */
export function plain(changes: Partial<FitRequest> & Pick<FitRequest, 'dose' | 'response'>): FitRequest {
  return { ...PLAIN_REQUEST, covariance: 'observed', responseScale: 'arbitrary', ...changes }
}

export function parameter(fit: CurveFit, name: string): CurveFit['parameters'][number] {
  const found = fit.parameters.find((one) => one.name === name)
  if (!found) throw new Error(`no parameter ${name}`)
  return found
}

/** @param tolerance  relative; null and undefined are close to nothing */
export function expectClose(
  actual: number | null | undefined,
  expected: number | null | undefined,
  tolerance: number,
): void {
  const size = Math.abs(expected ?? Number.NaN)
  expect(Math.abs((actual ?? Number.NaN) - (expected ?? Number.NaN))).toBeLessThanOrEqual(tolerance * size)
}
