import { describe, expect, it } from 'vitest'
import type { Potency } from '../fit/types.ts'
import {
  EXAMPLE_24H,
  EXCLUDED_48H,
  fittedCurve,
  MORTALITY_24H,
  ALL_FREE,
  outputContext,
  withFit,
} from './output-fixture.ts'
import { resultsTable } from './results-table.ts'
import type { Cell, FittedCurve } from './types.ts'

function row(fitted: FittedCurve): Record<string, Cell> {
  const { headers, rows } = resultsTable(outputContext([fitted]))
  return Object.fromEntries(headers.map((header, i) => [header, rows[0]?.[i] ?? null]))
}

/** Relative difference, for values that span twelve decades. */
function expectClose(actual: Cell | undefined, expected: number, tolerance: number): void {
  expect(typeof actual).toBe('number')
  expect(Math.abs(Number(actual) / expected - 1)).toBeLessThan(tolerance)
}

describe('resultsTable', () => {
  it('begins with the columns of the R example, in its order', () => {
    const { headers } = resultsTable(outputContext([EXAMPLE_24H]))
    expect(headers.slice(0, 7)).toEqual([
      'cell',
      'hours',
      'fit_function',
      'IC50',
      'std',
      't_Value',
      'p_Value',
    ])
  })

  it('equals the exact values of the R example to six digits', () => {
    // Independent optimum and Hessian at 24 h, bottom 0, top 100 (drc's definition of the covariance).
    const cells = row(EXAMPLE_24H)
    expect(cells['cell']).toBe('HeLa')
    expect(cells['hours']).toBe(24)
    expect(cells['fit_function']).toBe('LL.4')
    expectClose(cells['IC50'], 28.6726581038, 1e-8)
    expectClose(cells['std'], 2.69460477983, 1e-6)
    expectClose(cells['t_Value'], 10.6407656954, 1e-6)
    expectClose(cells['p_Value'], 1.91769266207e-9, 1e-4)
    expectClose(cells['slope'], 0.727623056333, 1e-6)
    expectClose(cells['slope SE'], 0.0522004248334, 1e-6)
    expectClose(cells['residual SD'], 5.22426561243, 1e-6)
    expectClose(cells['IC50 relative CI lower (µM)'], 10 ** 1.37231466334, 1e-6)
    expectClose(cells['IC50 relative CI upper (µM)'], 10 ** 1.54355471189, 1e-6)
    expect([cells['bottom (%)'], cells['bottom SE (%)'], cells['bottom state']]).toEqual([0, null, 'fixed'])
  })

  it('has columns for the parameters of other models only where a curve was fitted with one', () => {
    const estimate = EXAMPLE_24H.fit.parameters[0]
    if (!estimate) throw new Error('fixture')
    const asymmetric = withFit(EXAMPLE_24H, {
      model: 'logistic5',
      variant: 'top',
      parameters: [
        ...EXAMPLE_24H.fit.parameters,
        { ...estimate, name: 'asymmetry', state: 'free', estimate: 1.5, standardError: 0.25 },
      ],
    })
    expect(row(EXAMPLE_24H)).not.toHaveProperty('asymmetry')
    expect(row(asymmetric)).toMatchObject({
      fit_function: 'LL.5',
      'model variant': 'top',
      asymmetry: 1.5,
      'asymmetry SE': 0.25,
      'asymmetry state': 'free',
    })
    const { headers, rows } = resultsTable(outputContext([EXAMPLE_24H, asymmetric]))
    expect(rows.map((cells) => cells[headers.indexOf('asymmetry')])).toEqual([null, 1.5])
  })

  it('has columns for every further effective dose, a limit apart from a value', () => {
    const verdict = { kind: 'above-range', rule: 'top-dose-too-low', text: '' } as const
    const known = { ...EXAMPLE_24H.fit.relative, level: 10, logDose: 1, qualifier: '=' } as const
    const beyond = { ...known, kind: 'absolute', level: 30, logDose: 2, qualifier: '>', verdict } as const
    const cells = row(withFit(EXAMPLE_24H, { effects: [known, beyond] }))
    expectClose(cells['EC10 (µM)'], 10, 1e-12)
    expect(cells['EC10 qualifier']).toBe('=')
    expect(cells['dose at 30 (µM)']).toBeNull()
    expect(cells).toMatchObject({
      'dose at 30 qualifier': '>',
      'dose at 30 limit (µM)': 100,
      'dose at 30 verdict': 'above-range',
    })
  })

  it('carries tests, class and how it was fitted', () => {
    const fitted = {
      ...withFit(EXAMPLE_24H, {
        flatPCalibrated: 0.0005,
        screenClass: { ncats: '1.1', hitCall: 0.98 },
        outliers: [3],
        secondSolver: { solver: 'ml-levenberg-marquardt 5.1.0', iterations: 20, change: 0, agrees: true },
      }),
      loss: 'tukey',
      weighting: '1/y',
    } as const
    expect(row(fitted)).toMatchObject({
      'flat test p': 0.0005,
      'curve class': '1.1',
      'hit call': 0.98,
      'outliers proposed': 1,
      'second solver': 'agrees',
      loss: 'tukey',
      weights: '1/y',
    })
    // Reference lack of fit of the R example at 24 h with 0 and 100 fixed, on 5 and 14 degrees of freedom.
    expectClose(row(EXAMPLE_24H)['lack of fit F'], 6.17294259391, 1e-9)
    expectClose(row(EXAMPLE_24H)['lack of fit p'], 0.00318223407199, 1e-8)
  })

  it('counts the points used and excluded', () => {
    const cells = row(EXCLUDED_48H)
    expect([cells['points used'], cells['points excluded'], cells['degrees of freedom']]).toEqual([20, 1, 16])
  })

  it('says what every number is: kind, unit, qualifier, interval, verdict, origin', () => {
    const cells = row(EXAMPLE_24H)
    expect(cells).toMatchObject({
      'IC50 relative qualifier': '=',
      'IC50 relative CI method': 'profile',
      'IC50 relative verdict': 'estimated',
      'IC50 relative rule': 'fixed-contradicted',
      'CI level': 0.95,
      model: 'logistic4: bottom fixed 0, top fixed 100',
      covariance: 'observed',
      status: 'converged',
      policy: 'R example',
      'dose unit': 'µM',
      'Halfmax version': '0.1.0',
    })
  })
})

describe('a potency that may not be reported as a value', () => {
  const above: Potency = {
    kind: 'relative',
    logDose: Math.log10(300),
    qualifier: '>',
    logRoot: 17.2,
    logStandardError: 40,
    interval: { lower: 2, upper: null, method: 'profile' },
    verdict: {
      kind: 'above-range',
      rule: 'top-dose-too-low',
      text: 'the midpoint lies above the highest dose',
    },
  }
  const free = fittedCurve({ hours: 24, response: MORTALITY_24H, constraints: ALL_FREE })

  it('is null with its qualifier and limit dose, and shows no extrapolated plateau', () => {
    const cells = row(withFit(free, { relative: above }))
    expect(cells['IC50']).toBeNull()
    expect([cells['std'], cells['t_Value'], cells['p_Value']]).toEqual([null, null, null])
    expect(cells['IC50 relative (µM)']).toBeNull()
    expect(cells['IC50 relative qualifier']).toBe('>')
    expect(cells['IC50 relative limit (µM)']).toBeCloseTo(300, 9)
    expect([cells['IC50 relative CI lower (µM)'], cells['top (%)'], cells['slope']]).toEqual([
      null,
      null,
      null,
    ])
  })

  it('is null without a qualifier where nothing is determined', () => {
    const none: Potency = { ...above, logDose: null, qualifier: null, logRoot: null, interval: null }
    const cells = row(withFit(free, { relative: none, absolute: null }))
    expect([cells['IC50'], cells['IC50 relative qualifier'], cells['IC50 relative limit (µM)']]).toEqual([
      null,
      null,
      null,
    ])
    expect(cells['IC50 absolute verdict']).toBeNull()
  })

  it('leaves the slope of a step out', () => {
    const step = {
      ...free.fit.relative,
      verdict: { kind: 'estimated', rule: 'steep', text: 'a step' } as const,
    }
    expect(row(withFit(free, { relative: step }))['slope']).toBeNull()
  })

  it('writes no 0, infinity or NaN whatever the fit holds', () => {
    const broken: Potency = { ...above, qualifier: '=', logDose: 400, logStandardError: Number.NaN }
    const cells = row(withFit(free, { relative: broken, sigma: Number.NaN, r2: -Infinity, df: 0 }))
    expect([cells['IC50'], cells['std'], cells['residual SD'], cells['R2']]).toEqual([null, null, null, null])
    const tiny = row(withFit(free, { relative: { ...broken, logDose: -400 } }))
    expect(tiny['IC50']).toBeNull()
  })
})

describe('headers', () => {
  it('leave a unit out that not all rows share', () => {
    const other = { ...EXAMPLE_24H, doseUnit: 'nM' as const }
    const { headers } = resultsTable(outputContext([EXAMPLE_24H, other]))
    expect(headers).toContain('IC50 relative')
    expect(headers).not.toContain('IC50 relative (µM)')
  })

  it('stay unique, trimmed, short and few, also with a hostile unit', () => {
    const hostile = { ...EXAMPLE_24H, responseUnit: ` "x\u202E\u0000,${'y'.repeat(300)}\n` }
    const { headers } = resultsTable(outputContext([hostile]))
    expect(new Set(headers.map((header) => header.toLowerCase())).size).toBe(headers.length)
    expect(headers.length).toBeLessThanOrEqual(100)
    for (const header of headers) {
      expect(header).toBe(header.trim())
      expect([...header].length).toBeLessThanOrEqual(100)
      expect(header).not.toMatch(/[\n\u0000\u202E]/)
    }
  })
})
