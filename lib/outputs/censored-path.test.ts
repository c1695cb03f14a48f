import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { frameOf } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { answerSentences } from '../detective/answer-words.ts'
import { readAs } from '../detective/read-as.ts'
import { fitCurve } from '../fit/fit-curve.ts'
import type { CurveFit } from '../fit/types.ts'
import { initialWork } from '../workbench/initial-work.ts'
import { curveRequest } from '../workbench/selectors.ts'
import { cleanedTable } from './cleaned-table.ts'
import { fittedCurves } from './fitted-curve.ts'
import { reportHtml } from './report-html.ts'

/**
 * A reader that shows nothing below 4 and nothing above 90 %. Expected: scipy 1.17.1, Nelder-Mead on −ln L written out
 * with norm.logpdf, logcdf and logsf (two runs from each of three starts), least_squares for the other two answers.
 */
const CELLS =
  '<4 <4 <4 <4 <4 <4 12.77 15.97 11.39 29.67 32.45 32.11 61.77 59.18 61.43 83.92 78.82 81.03 87.13 88.66 87.28 >90 >90 >90'
const DOSES = [1, 3, 10, 30, 100, 300, 1000, 3000]
const frame = frameOf(
  ['Dose (nM):Float', 'Inhibition (%)'],
  CELLS.split(' ').map((cell, i) => [String(DOSES[Math.floor(i / 3)]), cell]),
)

/** From the table's texts to the fit, by the way the page takes. */
function fitAs(answer: string | null): CurveFit {
  const work = {
    ...initialWork(guessMapping(frame)),
    answers: answer === null ? {} : { 'limits||Inhibition (%)': answer },
  }
  // Answers name columns by their headers; 9 of 24 cells are texts, so the column is numeric by its majority.
  const [curve] = buildCurves(readAs(frame, work.answers), work.mapping)
  if (!curve) throw new Error('no curve')
  return fitCurve(curveRequest(work, curve, 'full').request)
}

const estimate = (fit: CurveFit, name: string) =>
  fit.parameters.find((parameter) => parameter.name === name)?.estimate ?? Number.NaN

/** What leaves for Benchling of a fit by that answer. */
function leavesOf(answer: string) {
  const work = {
    ...initialWork(guessMapping(frame)),
    answers: { 'limits||Inhibition (%)': answer },
  }
  const read = readAs(frame, work.answers)
  const allCurves = buildCurves(read, work.mapping)
  const fits = allCurves.map((curve) => {
    const { request, isIncluded } = curveRequest(work, curve, 'full')
    return { curve, isIncluded, fit: fitCurve(request) }
  })
  const context = {
    analysisId: 'ana_1',
    frameName: 'Floor',
    version: '0.1.0',
    curves: fittedCurves(fits, { work, frame: read, allCurves }),
    frame: read,
    exclusions: [],
    answers: answerSentences(work),
  }
  return { table: cleanedTable(context), report: reportHtml(context) }
}

describe('what is pushed names the answers', () => {
  it('says which values are limits and what their cells said', () => {
    const { headers, rows } = leavesOf('censored').table
    expect(headers.slice(-2)).toEqual(['limit', 'as exported'])
    expect(rows[0]?.slice(-2)).toEqual(['<', 'Inhibition (%): <4'])
    expect(rows[6]?.slice(-2)).toEqual([null, null])
    expect(rows[23]?.slice(-2)).toEqual(['>', 'Inhibition (%): >90'])
    expect(leavesOf('at-limit').table.rows[0]?.slice(-2)).toEqual([null, 'Inhibition (%): <4'])
    expect(leavesOf('leave-out').table.rows.at(-1)?.slice(10)).toEqual([
      'left out as answered: >90',
      null,
      null,
      null,
      '>90',
    ])
  })

  it('says in the report how the table was read, and in its methods what was censored', () => {
    const { report } = leavesOf('censored')
    expect(report).toContain('How the table was read')
    expect(report).toContain('were fitted as censored values (normal likelihood).')
    expect(report).toContain('9 known as limits only, fitted as censored')
    expect(report).toContain('were fitted by maximum likelihood')
    expect(leavesOf('at-limit').report).not.toContain('known as limits')
  })
})

describe('cells that are limits, from the table to the fit', () => {
  it('are fitted by likelihood where so answered', () => {
    const fit = fitAs('censored')
    expect(fit.n).toBe(24)
    expect(estimate(fit, 'bottom')).toBeCloseTo(-2.0153107, 3)
    expect(estimate(fit, 'top')).toBeCloseTo(93.1132326, 3)
    expect(estimate(fit, 'logEc50')).toBeCloseTo(1.71859329, 5)
    expect(estimate(fit, 'hill')).toBeCloseTo(1.04922512, 4)
    expect(fit.logLikelihood).toBeCloseTo(-31.426775819235825, 6)
  })

  it('count as their limits where so answered', () => {
    const fit = fitAs('at-limit')
    expect(fit.n).toBe(24)
    expect(estimate(fit, 'logEc50')).toBeCloseTo(1.74499121, 5)
  })

  it.each([['leave-out'], [null]])('take no part where left out or unanswered (%s)', (answer) => {
    const fit = fitAs(answer)
    expect(fit.n).toBe(15)
    expect(estimate(fit, 'logEc50')).toBeCloseTo(1.76537792, 5)
  })

  it('say so where a loss cannot take them', () => {
    const work = initialWork(guessMapping(frame))
    const [curve] = buildCurves(readAs(frame, { 'limits||Inhibition (%)': 'censored' }), work.mapping)
    if (!curve) throw new Error('no curve')
    const robust = { ...work, method: { ...work.method, loss: 'huber' as const } }
    const { outcome, relative } = fitCurve(curveRequest(robust, curve, 'full').request)
    expect(outcome).toEqual({ kind: 'invalid-input', reason: 'Censored responses need least squares.' })
    expect(relative.logDose).toBeNull()
  })
})
