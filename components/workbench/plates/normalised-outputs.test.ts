import { expect, it } from 'vitest'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import { frameOf } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { fitCurve } from '@/lib/fit/fit-curve.ts'
import { cleanedTable } from '@/lib/outputs/cleaned-table.ts'
import { methodsText } from '@/lib/outputs/methods-text.ts'
import { resultsTable } from '@/lib/outputs/results-table.ts'
import { parseFitFile, serialiseFitFile } from '@/lib/record/fit-file.ts'
import { restorable } from '@/lib/record/restore.ts'
import { rScript } from '@/lib/record/r-script.ts'
import { initialHistory, initialWork } from '@/lib/workbench/initial-work.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import { curveRequest } from '@/lib/workbench/selectors.ts'
import { outputContext } from '../output-context.ts'
import { createNormaliser, normalisedFrame } from './normaliser.ts'

/** Of an EC50 of 100 nM and slope 1, in percent, to two decimals: what both plates truly show. */
const TRUE_INHIBITION = [0.99, 9.09, 50, 90.91, 99.01]
/** The second plate is twice as bright. */
const PLATES = [
  ['P1', 1000, 200],
  ['P2', 2000, 400],
] as const
const measured = frameOf(
  ['Plate', 'Role', 'Dose (nM):Float', 'Signal (RLU):Float'],
  PLATES.flatMap(([plate, negative, positive]) => [
    [plate, 'DMSO', '0', String(negative - 10)],
    [plate, 'DMSO', '0', String(negative + 10)],
    [plate, 'pos', '0', String(positive)],
    ...TRUE_INHIBITION.map((percent, i) => [
      plate,
      'sample',
      String(10 ** i),
      (negative + (percent / 100) * (positive - negative)).toFixed(2),
    ]),
  ]),
)
const work = reduceWork(initialHistory(initialWork(guessMapping(measured))), {
  kind: 'set-normalisation',
  normalisation: {
    kind: 'inhibition',
    column: 1,
    negative: ['DMSO'],
    positive: ['pos'],
    by: [0],
    centre: 'mean',
  },
  label: 'normalise',
}).present
const frame = normalisedFrame(measured, work)
const curves = buildCurves(frame, work.mapping)
const entries = new Map(
  curves.map((curve) => {
    const { request, isIncluded } = curveRequest(work, curve, 'full')
    return [
      curve.id,
      { key: '', detail: 'full' as const, fit: fitCurve(request), isIncluded, previous: null },
    ]
  }),
)
const analysis = { analysisId: 'ana_1', tenantHost: 'tenant', title: '', notices: [], frames: [] }
const context = outputContext({
  analysis: analysis as unknown as Parameters<typeof outputContext>[0]['analysis'],
  loaded: { name: 'Plates' },
  frame,
  curves,
  entries,
  work,
  version: '9.9.9',
})
const column = (table: { headers: readonly string[]; rows: readonly (readonly unknown[])[] }, name: string) =>
  table.rows.map((row) => row[table.headers.indexOf(name)])

it('fits what the controls make of the values, and both plates then agree', () => {
  const [curve] = curves
  for (const [i, expected] of [...TRUE_INHIBITION, ...TRUE_INHIBITION].entries()) {
    expect(curve?.response[i]).toBeCloseTo(expected, 9)
  }
  expect(10 ** (context.curves[0]?.fit.relative.logDose ?? Number.NaN)).toBeCloseTo(100, 1)
})

it('keeps the values as measured in the cleaned data', () => {
  const table = cleanedTable(context)
  expect(column(table, 'value (%)').map((value) => Number(Number(value).toFixed(2)))).toEqual([
    ...TRUE_INHIBITION,
    ...TRUE_INHIBITION,
  ])
  // 1000 − 800 · 0.0099 and so on.
  expect(column(table, 'value as measured (RLU)')).toEqual([
    992.08, 927.28, 600, 272.72, 207.92, 1984.16, 1854.56, 1200, 545.44, 415.84,
  ])
  expect(table.headers).not.toContain('as exported')
})

it('says so in results, methods and script', () => {
  const sentence =
    'Responses are percent inhibition: 0 % is the mean of the wells “DMSO” and 100 % that of “pos”, for each Plate'
  expect(column(resultsTable(context), 'normalisation')).toEqual([sentence])
  expect(column(resultsTable(context), 'response unit')).toEqual(['%'])
  expect(methodsText(context.curves[0]!, context)).toContain(`(Halfmax 9.9.9). ${sentence}. IC50`)
  expect(rScript(context, work).replaceAll(/\n# +/g, ' ')).toContain(sentence)
  expect(context.responseLabel).toBe('Inhibition (%)')
})

it('comes back from a fit file, which knows the table as measured', () => {
  const source = { tenantHost: 'tenant', analysisId: 'ana_1', frameId: 'f', frameName: 'Plates' }
  const view = {
    curveId: null,
    point: null,
    axis: 'dose',
    band: 'none',
    hasMeanSd: false,
    hasPrevious: false,
  } as const
  const file = parseFitFile(serialiseFitFile({ context, work, source, view }))
  const restored = file.ok ? restorable(file.value, measured) : file
  expect(restored.ok && restored.value.work.normalisation).toEqual(work.normalisation)
  expect(restored.ok && restored.value.change.rowNow).toEqual(
    Array.from({ length: measured.rowCount }, (_, row) => row),
  )
})

it('normalises anew for another control, and not for another sample well', () => {
  const normalise = createNormaliser()
  const without = (row: number) =>
    reduceWork(initialHistory(work), {
      kind: 'exclude',
      exclusions: [
        {
          row,
          responseColumn: 3,
          cause: 'hand',
          reason: '',
          author: 'you',
          at: '2026-03-01T12:00:00Z',
        },
      ],
      label: '',
    }).present
  const first = normalise(measured, work)
  expect(normalise(measured, without(5))).toBe(first)
  const other = normalise(measured, without(0))
  // DMSO of the first plate is 1010 now: 100 (992.08 − 1010) / (200 − 1010).
  expect(other.columns[3]?.numbers[3]).toBeCloseTo((100 * 17.92) / 810, 9)
  expect(other.columns[3]?.numbers[11]).toBeCloseTo(0.99, 9)
})
