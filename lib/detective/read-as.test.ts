import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { cellText } from '../data-frame/cell.ts'
import { TWO_COLUMNS, frameOf, rExampleFrame } from '../data-frame/frame-fixture.ts'
import { readAs } from './read-as.ts'

const CELLS = ['<0.5', '>100', 'n.d.', 'OVER', '0,05', '1.000,5', '1,000', '', '-5', '12.5', '98.1']

/** What each column of one column's frame is read as. */
function read(cells: readonly string[], answers: Readonly<Record<string, string>>): readonly number[] {
  const frame = readAs(
    frameOf(
      ['y'],
      cells.map((cell) => [cell]),
    ),
    answers,
  )
  return Array.from(frame.columns[0]?.numbers ?? [])
}

describe('readAs', () => {
  it('is the very frame without an answer, and for answers that name no column or nothing known', () => {
    const table = fc.array(fc.tuple(fc.constantFrom(...CELLS), fc.constantFrom(...CELLS)), { maxLength: 12 })
    const nothing = fc.constantFrom(
      {},
      { 'limits||gone': 'censored' },
      { 'limits||y': 'what?' },
      { 'unit||x': 'µM' },
      { 'negative||y': 'leave-out' },
      { nonsense: 'decimal' },
      { 'slip|1.2|x': 'keep' },
    )
    fc.assert(
      fc.property(table, nothing, (rows, answers) => {
        const frame = frameOf(['x', 'y:Float'], rows)
        expect(readAs(frame, answers)).toBe(frame)
      }),
    )
  })

  it('keeps what was exported, and the columns nobody answered about', () => {
    const frame = frameOf(['x', 'y'], [['1', '<0.5']])
    const asked = readAs(frame, { 'limits||y': 'at-limit' })
    expect(asked.columns[0]).toBe(frame.columns[0])
    expect(asked.columns[1]?.exported).toBe(frame.columns[1])
    expect(asked.columns[1] && cellText(asked.columns[1], 0)).toBe('<0.5')
  })

  it.each([
    [
      'a decimal comma',
      ['0,05', '1.000,5', '1,000', '1.000', '2.5'],
      'decimal',
      [0.05, 1000.5, 1, 1000, 2.5],
    ],
    ['thousands', ['0,05', '1,000.5', '1,000', '12,345,678'], 'thousands', [NaN, 1000.5, 1000, 12_345_678]],
    ['a limit with a decimal comma stays a question', ['<0,5', '1,5', '2,5'], 'decimal', [NaN, 1.5, 2.5]],
    ['no number of names', ['1,5', 'HeLa', 'A549', 'MCF-7'], 'decimal', [NaN, NaN, NaN, NaN]],
  ] as const)('reads %s', (_, cells, answer, expected) => {
    expect(read(cells, { 'comma||': answer })).toEqual(expected)
  })

  it.each([
    ['at the limit', { 'limits||y': 'at-limit' }, [0.5, 100, 12]],
    ['nowhere', { 'limits||y': 'leave-out' }, [NaN, NaN, 12]],
  ] as const)('takes `<0.5` and `>100` %s', (_, answers, expected) => {
    expect(read(['<0.5', '>100', '12'], answers)).toEqual(expected)
  })

  it.each([
    ['log10 of M', 'log10 M', ['-9', '-4.5'], [1e-9, 10 ** -4.5]],
    ['negative log10', '-log10 M', ['9', '4'], [1e-9, 1e-4]],
    ['ln', 'ln µM', ['0', String(Math.log(50))], [1, 50]],
    ['as they are', 'linear', ['-9', '3'], [-9, 3]],
  ] as const)('reads doses as %s', (_, answer, cells, expected) => {
    const numbers = read(cells, { 'log||y': answer })
    for (const [i, value] of expected.entries()) expect(numbers[i]).toBeCloseTo(value, 12)
  })

  it('reads rows of a slip, a sign, and inhibition as what is left of activity', () => {
    expect(read(['1', '30', '9'], { 'slip|1|y': '3' })).toEqual([1, 3, 9])
    expect(read(['-5', '5'], { 'negative||y': 'without-sign' })).toEqual([5, 5])
    expect(read(['99.1', '0'], { 'direction||y': 'from 100' })).toEqual([0.9, 100])
    expect(read(['0.25'], { 'direction||y': 'from 1' })).toEqual([0.75])
  })

  it('brings doses of several units to one', () => {
    const frame = frameOf(
      ['Dose', 'Unit'],
      [
        ['500', 'nM'],
        ['5', 'uM'],
        ['1', 'tons'],
      ],
    )
    const asked = readAs(frame, { 'units|Unit|Dose': 'convert µM' })
    expect(Array.from(asked.columns[0]?.numbers ?? [])).toEqual([0.5, 5, NaN])
  })
})

describe('curves of a frame that was read', () => {
  const frame = frameOf(
    ['x', 'y'],
    [
      ['1', '<0.5'],
      ['3', '40'],
      ['10', '>100'],
      ['30', 'n.d.'],
    ],
  )

  it('carry which responses are limits', () => {
    const [curve] = buildCurves(readAs(frame, { 'limits||y': 'censored' }), TWO_COLUMNS)
    expect(Array.from(curve?.response ?? [])).toEqual([0.5, 40, 100])
    expect(Array.from(curve?.censoring ?? [])).toEqual([-1, 0, 1])
  })

  it('turn limits round with the values', () => {
    const answers = { 'limits||y': 'censored', 'direction||y': 'from 100' }
    const [curve] = buildCurves(readAs(frame, answers), TWO_COLUMNS)
    expect(Array.from(curve?.response ?? [])).toEqual([99.5, 60, 0])
    expect(Array.from(curve?.censoring ?? [])).toEqual([1, 0, -1])
  })

  it('have no limits where all are measured or taken at the limit', () => {
    expect(buildCurves(frame, TWO_COLUMNS)[0]?.censoring).toBeUndefined()
    expect(buildCurves(readAs(frame, { 'limits||y': 'at-limit' }), TWO_COLUMNS)[0]?.censoring).toBeUndefined()
    expect(
      buildCurves(rExampleFrame(), { ...TWO_COLUMNS, dose: 1, responses: [2] })[0]?.censoring,
    ).toBeUndefined()
  })

  it('name what was left out as answered, and mark the rest as before', () => {
    const answers = { 'limits||y': 'leave-out', 'word|n.d.|y': 'missing' }
    const before = buildCurves(frame, TWO_COLUMNS)[0]?.badCells.map(({ problem }) => problem)
    const after = buildCurves(readAs(frame, answers), TWO_COLUMNS)[0]?.badCells.map(({ problem }) => problem)
    expect(before).toEqual(['not-a-number', 'not-a-number', 'not-a-number'])
    expect(after).toEqual(['left-out', 'left-out', 'left-out'])
  })

  it('take a word as the limit that was answered', () => {
    const [curve] = buildCurves(readAs(frame, { 'word|n.d.|y': 'at-least 40' }), TWO_COLUMNS)
    expect(Array.from(curve?.censoring ?? [])).toEqual([0, 1])
    expect(curve?.response[1]).toBe(40)
  })
})
