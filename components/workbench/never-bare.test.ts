import { describe, expect, it } from 'vitest'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { fitCurve } from '@/lib/fit/fit-curve.ts'
import { loadAllReference, loadAllSimulated, requestOf, type ReferenceFit } from '@/lib/fit/fixtures/load.ts'
import { PLAIN_REQUEST } from '@/lib/fit/testing/plain-request.ts'
import type { CurveFit, FitRequest, ModelName } from '@/lib/fit/types.ts'
import { outputFigure } from '@/lib/outputs/output-figure.ts'
import { reportHtml } from '@/lib/outputs/report-html.ts'
import { resultsTable } from '@/lib/outputs/results-table.ts'
import type { FittedCurve } from '@/lib/outputs/types.ts'
import { rScript } from '@/lib/record/r-script.ts'
import { beforeAfterRows } from '@/lib/workbench/before-after.ts'
import { effectFacts } from '@/lib/workbench/exclusion-effect.ts'
import { initialWork } from '@/lib/workbench/initial-work.ts'
import { contradictionText } from '@/lib/workbench/contradiction-sentence.ts'
import { curveSummary, potencyChange } from '@/lib/workbench/fit-summary.ts'
import { verdictSentence } from '@/lib/workbench/verdict-sentence.ts'
import { comparedPotency } from './compare/comparison-words.ts'
import { potencyText as tileText } from './review/tile-words.ts'
import { closerView } from './closer-view.ts'
import { curveViews } from './curve-views.ts'
import type { ComparedCurve } from '@/lib/workbench/comparison-result.ts'
import { potencyView } from './potency-view.ts'
import { TWO_COLUMNS } from '@/lib/data-frame/frame-fixture.ts'

/**
 * No potency outside the tested doses is shown or pushed without `<` or `>` (science.md 7, "never"), over every
 * reference data set and simulated curve. The texts are read back, as a person would, and not asked how they were made.
 */

const FREE = { kind: 'free' } as const
const ALL_FREE = { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE }

const NAMES = { potency: 'IC50', doseUnit: 'µM', responseUnit: '%', levels: [0.95, 0.95] } as const

interface Case {
  readonly id: string
  readonly request: FitRequest
}

function usual(id: string, points: Pick<FitRequest, 'dose' | 'response'>, change: Partial<FitRequest>): Case {
  const request: FitRequest = {
    ...PLAIN_REQUEST,
    ...points,
    constraints: ALL_FREE,
    absoluteLevel: 50,
    comparisons: false,
    ...change,
  }
  return { id, request }
}

/** Every reference curve as the page opens it, and once more where its reference fit holds or bounds parameters. */
function referenceCases(): Case[] {
  const { datasets, fits } = loadAllReference()
  const alone = fits.filter(({ estimates, loss }) => estimates.length === 1 && loss.kind === 'rss')
  const curveOf = ({ dataset, curves }: ReferenceFit) => `${dataset} ${curves?.join() ?? ''}`
  return alone.flatMap((fit, i) => {
    const { constraints, dose, response } = requestOf(fit, datasets, 'expected')
    const isFirst = alone.findIndex((one) => curveOf(one) === curveOf(fit)) === i
    const isHeld = Object.values(constraints).some(({ kind }) => kind !== 'free')
    return [
      ...(isFirst ? [usual(`${curveOf(fit)}, as opened`, { dose, response }, { effects: [10, 90] })] : []),
      ...(isHeld ? [usual(fit.id, { dose, response }, { constraints })] : []),
    ]
  })
}

const PLATEAUS = {
  ...ALL_FREE,
  bottom: { kind: 'fixed', value: 0 },
  top: { kind: 'fixed', value: 100 },
} as const

/** Every curve: a third whole, the others by their lower halves, whose midpoints often lie beyond what is left. */
function simulatedCases(): Case[] {
  const others: readonly ModelName[] = ['logistic5', 'weibull1', 'weibull2', 'logNormal']
  return loadAllSimulated().flatMap(({ id, dose, response }, i) => {
    const points = { dose: Float64Array.from(dose), response: Float64Array.from(response) }
    const middle = points.dose.toSorted()[Math.floor(dose.length / 2)] ?? 0
    const isLow = points.dose.map((one) => (one <= middle ? 1 : 0))
    const half = {
      dose: points.dose.filter((_, k) => isLow[k] === 1),
      response: points.response.filter((_, k) => isLow[k] === 1),
    }
    return [
      ...(i % 3 === 0 ? [usual(`simulated ${id}`, points, {})] : []),
      ...(i % 3 === 1 ? [usual(`simulated ${id}, lower half`, half, {})] : []),
      ...(i % 3 === 2 ? [usual(`simulated ${id}, 0 and 100 fixed`, half, { constraints: PLATEAUS })] : []),
      ...(i % 100 === 3 ? others.map((model) => usual(`simulated ${id}, ${model}`, half, { model })) : []),
      ...(i % 300 === 184 ? [usual(`simulated ${id}, bell`, half, { model: 'bell' })] : []),
    ]
  })
}

const FACTOR = { pM: 1e-6, nM: 1e-3, µM: 1, mM: 1e3, M: 1e6 } as const
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Parts of a text that are no potency: limits of an interval, ranges and lists of doses, bends of a curve. */
const OTHER_DOSES = [
  /CI (?:open|above|below)?[^;:()]*?(?=[;:()]|$)/g,
  /bend \([^)]*\)/g,
  /the upper \([^)]*\)/g,
  /\d[^ ]* to \d[^ ]* ?[pnµm]?M/g,
  /between[^.;]*/g,
]

/** Doses with a unit that a text states as a value, in µM. */
function bareDoses(text: string): number[] {
  const rest = OTHER_DOSES.reduce((shorter, pattern) => shorter.replace(pattern, ' '), text)
  const dose = /([<>]\s*)?(\d+(?:\.\d+)?)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?\s*([pnµm]?M)\b/gu
  return [...rest.matchAll(dose)].flatMap(([, sign, mantissa, power = '', unit]) => {
    if (sign !== undefined) return []
    const exponent = Number(
      power.replace('⁻', '-').replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(SUPERSCRIPTS.indexOf(digit))),
    )
    return Number(mantissa) * 10 ** exponent * FACTOR[unit as keyof typeof FACTOR]
  })
}

function curveOf({ dose, response }: FitRequest): CurveData {
  return {
    id: 'a|Inhibition',
    label: 'a',
    groupValues: ['a'],
    responseColumn: 1,
    rows: Uint32Array.from(dose, (_, i) => i),
    dose,
    response,
    replicate: Uint16Array.from(dose, () => 1),
    badCells: [],
  }
}

/** Everything that says a potency in words, on the page and in what is pushed. */
function textsOf(fit: CurveFit, request: FitRequest, fitted: FittedCurve): string[] {
  const context = { unit: 'µM', name: 'IC50', responseUnit: '%', absoluteLevel: 50, level: 0.95 } as const
  const { curve } = fitted
  const potencies = fit.absolute ? [fit.relative, fit.absolute] : [fit.relative]
  const closer = closerView(fit, { doseUnit: 'µM', potencyName: 'IC50', level: 0.95, doses: request.dose })
  const entry = { key: '', detail: 'full', fit, isIncluded: fitted.isIncluded, previous: null } as const
  const list = curveViews({
    curves: [curve],
    entries: new Map([[curve.id, entry]]),
    seriesOf: new Map(),
    unit: 'µM',
    isStale: () => false,
  })
  const contradiction = contradictionText(fit, { doses: request.dose, unit: 'µM' })
  return [
    ...potencies.flatMap((potency) => {
      const view = potencyView(potency, context)
      const value = view.value ?? ''
      return [
        `${value} ${view.unit}`,
        // Hovering shows every digit of what stands there, sign and all.
        view.full === null ? '' : `${value.replace(/[^<>]/g, '')} ${view.full}`,
        verdictSentence({ fit, potency, doses: request.dose, unit: 'µM' }),
        potencyChange('IC50', potency, { before: null, unit: 'µM' }),
      ]
    }),
    curveSummary({
      label: 'a',
      responseName: 'inhibition',
      fit,
      potency: 'IC50',
      doseUnit: 'µM',
      responseUnit: '%',
      level: 0.95,
    }),
    ...beforeAfterRows(fit, fit, NAMES).flatMap(({ name, before }) =>
      /CI|wells|residual|verdict/.test(name) ? [] : [`${name} ${before}`],
    ),
    effectFacts(fit, fit, { ...NAMES, level: 0.95 }).potency,
    tileText(entry, 'µM'),
    comparedPotency({ potency: fit.relative } as unknown as ComparedCurve, 'µM', 'µM'),
    ...list.views.map(({ potency }) => `${potency ?? ''} ${list.unit}`),
    ...(contradiction ? [contradiction.title, contradiction.detail] : []),
    ...closer.tables
      .filter(({ caption }) => caption.startsWith('Effective'))
      .flatMap(({ rows }) => rows.map((cells) => `${cells[1]} µM`)),
    ...outputFigure(outputsOf(fitted)).curves.map(({ reportText, potency }) =>
      [reportText, potency?.text].join('; '),
    ),
  ]
}

function outputsOf(fitted: FittedCurve) {
  return {
    analysisId: 'ana_a',
    frameName: 'a',
    version: '0',
    curves: [fitted],
    frame: { rowCount: 0, columns: [] },
    exclusions: [],
  }
}

/** Cells of the results frame that hold a dose as a value: in the dose unit, or as log10 of it. */
function doseCells(fitted: FittedCurve): { header: string; dose: number }[] {
  const { headers, rows } = resultsTable(outputsOf(fitted))
  return headers.flatMap((header, i) => {
    const cell = rows[0]?.[i]
    if (typeof cell !== 'number' || /CI|SE|std|limit/.test(header)) return []
    if (/^(IC50|EC\d|dose at)/.test(header)) return [{ header, dose: cell }]
    return /^log10 (first|second) EC50|^log10 location/.test(header) && !/state/.test(header)
      ? [{ header, dose: 10 ** cell }]
      : []
  })
}

const cases = [...referenceCases(), ...simulatedCases()]
const fits = cases.map(({ id, request }) => ({ id, request, fit: fitCurve(request) }))

describe('a potency outside the tested doses', () => {
  it('is what enough of these fits have', () => {
    const isBeyond = fits.filter(({ fit, request }) => {
      const [low, high] = tested(request)
      const root = fit.relative.logRoot
      return root !== null && (10 ** root < low || 10 ** root > high)
    })
    expect(fits.length).toBeGreaterThan(1000)
    expect(isBeyond.length).toBeGreaterThan(100)
  })

  it('is never said without its qualifier', () => {
    const bare = fits.flatMap(({ id, fit, request }) => {
      const texts = textsOf(fit, request, fittedOf(fit, request))
      return texts.filter((text) => bareDoses(text).some(isBeyond(request))).map((text) => `${id}: ${text}`)
    })
    expect(bare).toEqual([])
  })

  it('is never in a cell that holds a value', () => {
    const bare = fits.flatMap(({ id, fit, request }) =>
      doseCells(fittedOf(fit, request))
        .filter(({ dose }) => isBeyond(request)(dose))
        .map(({ header, dose }) => `${id}: ${header} ${dose}`),
    )
    expect(bare).toEqual([])
  })

  it('is never in the R script', () => {
    let seen = 0
    const bare = fits
      .filter((_, i) => i % 10 === 0)
      .flatMap(({ id, fit, request }) => {
        const fitted = fittedOf(fit, request)
        const settings = { [fitted.curve.id]: { constraints: request.constraints, model: request.model } }
        const script = rScript(outputsOf(fitted), { ...WORK, curves: settings })
        // What it expects of R, and what its comments tell: the doses of the table are data.
        const told = script.split('\n').filter((line) => /^\s*#|expected/.test(line))
        const expected = told.flatMap((line) => [
          ...line.matchAll(/(?<![A-Za-z])(?:e|EC50|IC50) ?[=:] ?([\d.e+-]+)/g),
        ])
        seen += expected.length
        const values = [...expected.map(([, value]) => Number(value)), ...told.flatMap(bareDoses)]
        return values.filter(isBeyond(request)).map((dose) => `${id}: ${dose}`)
      })
    expect(bare).toEqual([])
    expect(seen).toBeGreaterThan(20)
  })

  it('is never in the report', () => {
    const bare = fits
      .filter((_, i) => i % 10 === 0)
      .flatMap(({ id, fit, request }) => {
        const words = reportHtml(outputsOf(fittedOf(fit, request)))
          .replaceAll(/<style.*?<\/style>|<svg.*?<\/svg>/gs, ' ')
          .replaceAll(/<[^>]+>/g, ' ; ')
          .replaceAll('&gt;', '>')
          .replaceAll('&lt;', '<')
        const found = bareDoses(words).filter(isBeyond(request))
        return found.map((dose) => `${id}: ${dose}`)
      })
    expect(bare).toEqual([])
  })
})

const WORK = initialWork({
  mapping: { ...TWO_COLUMNS, doseUnit: 'µM' },
})

function fittedOf(fit: CurveFit, request: FitRequest): FittedCurve {
  const curve = curveOf(request)
  return {
    curve,
    fit,
    isIncluded: Array.from(curve.rows, () => true),
    cell: 'a',
    hours: null,
    responseHeader: 'Inhibition',
    doseUnit: 'µM',
    responseUnit: '%',
    constraintText: 'bottom free, top free',
    policyTitle: 'Free fit',
  }
}

/** Lowest and highest positive dose. */
function tested({ dose }: FitRequest): readonly [number, number] {
  const positive = dose.filter((one) => one > 0)
  return [Math.min(...positive), Math.max(...positive)]
}

/** Three figures may round a value at the edge to just outside. */
function isBeyond(request: FitRequest): (dose: number) => boolean {
  const [low, high] = tested(request)
  return (dose) => dose < low * 0.994 || dose > high * 1.006
}
