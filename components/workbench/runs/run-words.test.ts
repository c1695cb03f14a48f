import { describe, expect, it } from 'vitest'
import type { RunValue } from '@/lib/runs/run-mean.ts'
import { agreementSentence, runRow, scatterSentence } from './run-words.ts'

const UNITS = { dose: 'nM', shown: 'nM' } as const
const sample = (...texts: (number | string)[]) => ({
  id: 'a',
  label: 'A',
  runs: texts.map((text, i) => {
    const [, sign = '=', number] = /^([<>])?(.*)$/.exec(String(text)) ?? []
    const value = { logDose: Math.log10(Number(number)), qualifier: sign as RunValue['qualifier'] }
    return { run: String(i + 1), curveId: String(i), value }
  }),
})
const plain = (text: string) => text.replaceAll(/[\u202f\u00a0]/g, ' ')

describe('runRow', () => {
  it('gives mean, interval and single runs', () => {
    expect(runRow(sample(10, 20, 40), UNITS, 0.95)).toMatchObject({
      count: '3',
      mean: '20.0',
      interval: '3.57 to 112',
      byRule: '20.0',
      runs: '10.0; 20.0; 40.0',
    })
  })

  it('shows a lone run as it is, limit and all, and no interval', () => {
    const row = runRow(sample('>30'), UNITS, 0.95)
    expect([plain(row.count), plain(row.mean), row.interval]).toEqual(['0 + 1 limit', '> 30.0', '—'])
    expect(runRow(sample(12), UNITS, 0.95).mean).toBe('12.0')
  })

  it('never gives a mean beyond everything that any run saw', () => {
    // Two values of 29 and 30 and three runs that passed 30: the likelihood's mean lies above 30.
    const row = runRow(sample(29, 30, '>30', '>30', '>30'), UNITS, 0.95)
    expect(plain(row.mean)).toBe('> 30.0')
    expect(row.interval).toBe('—')
  })
})

it('says what an MSR wants, and what two runs say of one another', () => {
  const scatter = { count: 3, mean: 1, sd: 0.1, msr: null }
  expect(plain(scatterSentence(scatter))).toBe('SD 0.100 on log10 over 3 runs. An MSR wants 6 runs or more.')
  expect(plain(scatterSentence({ ...scatter, count: 6, msr: 3.03 }))).toContain('MSR 3.03-fold.')
  const found = { count: 4, ratio: 1.12, msd: 1.35, msr: 1.81, limits: [0.619, 2.03] } as const
  expect(plain(agreementSentence(found, ['Run 1', 'Run 2']))).toBe(
    'Run 2 over Run 1, 4 compounds with a value in both: mean ratio 1.12 (MSD 1.35-fold), MSR 1.81-fold and limits of ' +
      'agreement 0.619 to 2.03. Within the usual pass of MSR under 3 and limits within 0.33 to 3. 20 to 30 compounds ' +
      'are wanted for a verdict.',
  )
})
