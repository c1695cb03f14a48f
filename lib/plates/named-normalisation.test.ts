import { describe, expect, it } from 'vitest'
import { frameOf } from '../data-frame/frame-fixture.ts'
import { onTable, scopeColumns, withNames } from './named-normalisation.ts'
import type { NamedNormalisation, Normalisation } from './types.ts'

/** Two times of one plate, as rows. */
function tableOf(headers: readonly string[], rows: readonly string[] = ['R1', 'P1', 'A01', '24', 'DMSO']) {
  const [run = '', plate = '', , , control = ''] = rows
  const wells = [
    ['A01', control, '0', '100'],
    ['A02', 'pos', '0', '10'],
    ['A03', 'sample', '1', '90'],
  ]
  return frameOf(
    [...headers, 'Dose (nM):Float', 'Signal:Float'],
    ['24', '48'].flatMap((time) =>
      wells.map(([well = '', role = '', dose = '', signal = '']) => [
        run,
        plate,
        well,
        time,
        role,
        dose,
        signal,
      ]),
    ),
  )
}

const HEADERS = ['Run', 'Plate', 'Well', 'Time', 'Well type']
const frame = tableOf(HEADERS)
const places = { layout: null, mapping: { groups: [3] } }
const NORMALISATION: Normalisation = {
  kind: 'inhibition',
  column: 4,
  negative: ['DMSO'],
  positive: ['pos'],
  by: [0, 1, 3],
  centre: 'median',
  rawUnit: 'RLU',
}
const NAMED: NamedNormalisation = {
  kind: 'inhibition',
  column: 'Well type',
  negative: ['DMSO'],
  positive: ['pos'],
  scope: 'plate',
  centre: 'median',
}

describe('a normalisation by names', () => {
  it('is that of the table it was taken from, and gives it back', () => {
    expect(withNames(NORMALISATION, frame, places)).toEqual(NAMED)
    const { rawUnit: _, ...own } = NORMALISATION
    expect(onTable(NAMED, frame, places)).toEqual({ ok: true, value: own })
  })

  it.each([
    ['plate', [0, 1, 3]],
    ['run', [0, 3]],
    ['reading', [3]],
    ['all', []],
  ] as const)('for each %s takes the columns %j, both ways', (scope, by) => {
    expect(scopeColumns(frame, places, scope)).toEqual(by)
    expect(withNames({ ...NORMALISATION, by }, frame, places).scope).toBe(scope)
  })

  it('finds its column and wells in another table, whatever their case and place', () => {
    const other = tableOf(['run', 'Barcode', 'well', 'time', 'WELL TYPE'], ['R9', 'P7', '', '', 'dmso '])
    expect(onTable(NAMED, other, places)).toMatchObject({
      ok: true,
      value: { column: 4, negative: ['dmso '], positive: ['pos'], by: [0, 1, 3] },
    })
  })

  it.each([
    ['no such column', { column: 'Role' }, 'This table has no column “Role”, which tells the controls.'],
    [
      'no such wells',
      { negative: ['vehicle', 'blank'] },
      'The column “Well type” has no wells “vehicle” or “blank”.',
    ],
    ['no wells named', { positive: [] }, 'The column “Well type” has no wells of a control.'],
  ])('says what the table lacks: %s', (_, change, error) => {
    expect(onTable({ ...NAMED, ...change }, frame, places)).toEqual({ ok: false, error })
  })

  it('needs no wells of full effect for percent of control', () => {
    const named = { ...NAMED, kind: 'percent-of-control', positive: [] } as const
    expect(onTable(named, frame, places)).toMatchObject({ ok: true, value: { positive: [] } })
  })

  it('needs plates to be told apart where each is taken by itself', () => {
    const bare = frameOf(
      ['Well type', 'Dose:Float', 'Signal:Float'],
      [
        ['DMSO', '0', '1'],
        ['pos', '0', '9'],
      ],
    )
    expect(onTable(NAMED, bare, places)).toEqual({
      ok: false,
      error: 'No column of this table tells plates.',
    })
    expect(onTable({ ...NAMED, scope: 'all' }, bare, places)).toMatchObject({ ok: true, value: { by: [] } })
  })
})
