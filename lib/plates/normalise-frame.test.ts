import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { frameOf } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { controlChoices, guessControls } from './guess-controls.ts'
import fixture from './fixtures/plates.json' with { type: 'json' }
import { guessLayout } from './guess-layout.ts'
import { normaliseFrame } from './normalise-frame.ts'
import { platesOf, repeatColumns } from './plates-of.ts'
import type { Normalisation } from './types.ts'
import { wellName } from './well-name.ts'

const frame = frameOf(
  ['Plate', 'Well', 'Role', 'Concentration (nM):Float', 'Signal:Float'],
  fixture.value.map((value, i) => [
    fixture.plate[i] ?? '',
    wellName({ row: fixture.row[i] ?? 0, column: fixture.column[i] ?? 0 }),
    fixture.role[i] ?? '',
    fixture.role[i] === 'sample' ? String(10 ** (i % 6)) : '0',
    String(value),
  ]),
)
const USUAL: Normalisation = {
  kind: 'inhibition',
  column: 2,
  negative: ['DMSO'],
  positive: ['pos'],
  by: [0],
  centre: 'mean',
  rawUnit: 'RLU',
}
const all = { responses: [4], isLeftOut: () => false }

describe('normalised values', () => {
  it.each(Object.entries(fixture.normalised))('%s are those of base R', (name, expected) => {
    const [kind, centre, by] = name.split(' ')
    const normalisation = { ...USUAL, kind, centre, by: by === 'plate' ? [0] : [] } as Normalisation
    const { numbers } = normaliseFrame(frame, { normalisation, ...all }).columns[4]!
    for (const [i, value] of expected.entries()) expect(numbers[i]).toBeCloseTo(value, 9)
  })

  it('keep the values as measured beside them, and leave other columns and the frame alone', () => {
    const { columns } = normaliseFrame(frame, { normalisation: USUAL, ...all })
    expect(columns[4]?.raw).toBe(frame.columns[4])
    expect(columns[4]?.exported).toBe(frame.columns[4])
    expect(columns[3]).toBe(frame.columns[3])
    expect([...frame.columns[4]!.numbers]).toEqual(fixture.value)
  })

  it('take no part of a control well that is left out', () => {
    const isLeftOut = (row: number) => row === 0
    const { numbers } = normaliseFrame(frame, { normalisation: USUAL, responses: [4], isLeftOut }).columns[4]!
    const negative = (987.25 + 1043 + 962.75 + 1001 + 1088.5) / 5
    const positive = (101.25 + 93.5 + 118 + 87 + 99.75 + 140.5) / 6
    expect(numbers[12]).toBeCloseTo((100 * (905.5 - negative)) / (positive - negative), 9)
    expect(numbers[36]).toBeCloseTo(fixture.normalised['inhibition mean plate'][36] ?? 0, 9)
  })

  it('are told apart from texts where a plate has no controls', () => {
    const lone = frameOf(
      ['Plate', 'Role', 'Dose (nM):Float', 'Signal:Float'],
      [
        ['P1', 'DMSO', '0', '100'],
        ['P1', 'pos', '0', '10'],
        ['P1', 'sample', '5', '55'],
        ['P2', 'sample', '5', '55'],
        ['P2', 'sample', '7', 'n.d.'],
      ],
    )
    const normalisation = { ...USUAL, column: 1 }
    const read = normaliseFrame(lone, { normalisation, responses: [3], isLeftOut: () => false })
    const [curve] = buildCurves(read, { ...guessMapping(lone).mapping, groups: [] })
    expect([...curve!.response]).toEqual([50])
    expect(curve!.badCells.map(({ row, problem, text }) => [row, problem, text])).toEqual([
      [3, 'no-controls', '55'],
      [4, 'not-a-number', 'n.d.'],
    ])
  })

  it('turn limits round with the scale', () => {
    const limited = {
      ...frame,
      columns: frame.columns.map((column, i) =>
        i === 4
          ? { ...column, limits: Int8Array.from(column.codes, (_, row) => (row === 13 ? 1 : 0)) }
          : column,
      ),
    }
    const inhibition = normaliseFrame(limited, { normalisation: USUAL, ...all }).columns[4]
    const control = { ...USUAL, kind: 'percent-of-control' } as const
    const ofControl = normaliseFrame(limited, { normalisation: control, ...all }).columns[4]
    expect([inhibition?.limits?.[13], ofControl?.limits?.[13], inhibition?.limits?.[14]]).toEqual([-1, 1, 0])
  })
})

it('places rows on plates by their headers', () => {
  expect(guessLayout(frame)).toEqual({ run: null, plate: 0, well: 1 })
  const [first, second] = platesOf(frame, guessLayout(frame))
  expect([first?.name, first?.rows.length, first?.format]).toEqual(['P1', 24, { rows: 4, columns: 6 }])
  expect(second?.places.slice(0, 2)).toEqual([
    { row: 0, column: 0 },
    { row: 0, column: 1 },
  ])
})

it('takes the same plate of two runs for two plates', () => {
  const runs = frameOf(
    ['Run', 'Plate barcode', 'Well position', 'Well type'],
    [
      ['1', 'P1', 'A01', 'DMSO'],
      ['2', 'P1', 'A01', 'DMSO'],
      ['2', '', 'A02', 'DMSO'],
    ],
  )
  expect(guessLayout(runs)).toEqual({ run: 0, plate: 1, well: 2 })
  expect(platesOf(runs, guessLayout(runs)).map(({ name, rows }) => [name, rows])).toEqual([
    ['1, P1', [0]],
    ['2, P1', [1]],
  ])
})

it.each([
  [['DMSO', 'pos'], ['DMSO'], ['pos']],
  [['negative control', 'positive control', 'blank'], ['negative control'], ['positive control']],
  [['Vehicle', 'Media only'], ['Vehicle'], ['Media only']],
  [['NC', 'PC'], ['NC'], ['PC']],
  [['Untreated', 'No cells'], ['Untreated'], ['No cells']],
  [['min', 'max'], [], []],
  [['DMSO control', 'inhibitor control'], ['DMSO control'], ['inhibitor control']],
])('guesses the sides of %j', (controlValues, negative, positive) => {
  const mapping = { ...guessMapping(frame).mapping, role: { column: 2, controlValues } }
  expect(guessControls(mapping)).toEqual({ column: 2, negative, positive })
})

it('guesses no controls without a column that marks them', () => {
  expect(guessControls({ ...guessMapping(frame).mapping, role: null })).toBeNull()
})

it('offers the values of a column that tells few wells apart, numbers too', () => {
  expect(controlChoices(frame, 2)).toEqual(['DMSO', 'pos', 'sample'])
  expect(controlChoices(frame, 3)).toEqual(['0', '1', '10', '100', '1000', '10000', '100000'])
  expect(controlChoices(frame, 4)).toEqual([])
})

it('takes two times of a long table for two readings of each plate', () => {
  const long = frameOf(
    ['Plate', 'Well', 'Compound', 'Time', 'Batch'],
    ['24', '48'].flatMap((time) => [
      ['P1', 'A01', 'DMSO', time, 'x'],
      ['P1', 'A02', 'CPD', time, 'x'],
    ]),
  )
  const layout = guessLayout(long)
  expect(repeatColumns(long, layout, [2, 3, 4])).toEqual([3])
  expect(platesOf(long, layout, [3]).map(({ name, rows }) => [name, rows])).toEqual([
    ['P1, 24', [0, 1]],
    ['P1, 48', [2, 3]],
  ])
  expect(repeatColumns(frame, guessLayout(frame), [2])).toEqual([])
  expect(repeatColumns(long, { ...layout, well: null }, [3])).toEqual([])
  const reused = frameOf(
    ['Plate', 'Well', 'Compound'],
    ['x', 'y'].flatMap((set) => ['A01', 'A02', 'A03'].map((well) => ['P1', well, `${set} ${well}`])),
  )
  expect(repeatColumns(reused, guessLayout(reused), [2])).toEqual([])
})
