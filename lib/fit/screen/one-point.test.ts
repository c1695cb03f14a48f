import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { CurveFit, FitRequest } from '../types.ts'

const WOBBLE = [1, -0.6, 0.3, -1.1, 0.8, -0.2, 0.5, -0.9, 0.1, 1.2, -0.7]

/** One well per dose of a curve at 1, and `shift` on the lowest. */
function request(doses: readonly number[], shift: number): FitRequest {
  const dose = Float64Array.from(doses)
  return {
    ...PLAIN_REQUEST,
    dose,
    response: dose.map(
      (d, i) => 100 / (1 + (1 / d) ** 1.3) + (WOBBLE[i % WOBBLE.length] ?? 0) + (i === 0 ? shift : 0),
    ),
    constraints: {
      bottom: { kind: 'free' },
      top: { kind: 'free' },
      logEc50: { kind: 'free' },
      hill: { kind: 'free' },
    },
  }
}

/** Whether any one of the wells carries the potency out of the interval: by fitting each time anew, from the start. */
function decidesByRefitting(full: FitRequest, { relative }: CurveFit): boolean {
  const { lower, upper } = relative.interval ?? { lower: null, upper: null }
  return Array.from(full.dose).some((_, left) => {
    const keep = (values: Float64Array) => values.filter((_value, i) => i !== left)
    const without = fitCurve({ ...full, dose: keep(full.dose), response: keep(full.response) })
    const root = without.relative.logRoot ?? Number.NaN
    return !(root >= (lower ?? -Infinity) && root <= (upper ?? Infinity))
  })
}

describe('one point decides', () => {
  const many = [0.01, 0.03, 0.1, 0.3, 0.5, 1, 2, 3, 10, 30, 100]
  const few = [0.03, 0.3, 1, 3, 30, 100, 300]
  it.each([
    ['no: eleven quiet wells', many, 0, false],
    ['yes: seven doses with the lowest far off', few, 15, true],
  ])('%s', (_, doses, shift, expected) => {
    const asked = request(doses, shift)
    const fit = fitCurve(asked)
    expect(fit.relative.qualifier).toBe('=')
    expect(decidesByRefitting(asked, fit)).toBe(expected)
    expect(fit.flags.includes('one-point-decides')).toBe(expected)
  })

  it('is said once, and leaves the verdict to its own rule', () => {
    const fit = fitCurve(request(few, 15))
    expect(fit.flags.filter((flag) => flag === 'one-point-decides')).toHaveLength(1)
    expect(fit.relative.verdict.rule).toBe('reportable')
  })

  it('is not asked while a handle is dragged', () => {
    const fit = fitCurve({ ...request(few, 15), detail: 'drag' })
    expect(fit.flags).not.toContain('one-point-decides')
  })
})
