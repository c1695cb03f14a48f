/** Frames of the troubled export that each leave something open: what a reader must be asked about a table. */
import { createPrng, type Prng } from '../prng.ts'
import type { SeededFrame } from '../records.ts'
import { succeededFrame } from './csv-seed.ts'

/** In the order of the analysis, after its plainer frames. */
export function questionableFrames(): readonly SeededFrame[] {
  return [readerFrame(), logFrame(), handTypedFrame(), twoUnitsFrame()]
}

interface Curve {
  readonly ec50: number
  readonly hill?: number
  readonly from: number
  readonly to: number
  readonly sd: number
}

function measured({ ec50, hill = 1, from, to, sd }: Curve, dose: number, random: Prng): number {
  return from + (to - from) / (1 + (ec50 / dose) ** hill) + sd * random.normal()
}

/** As a reader set to German writes: decimal commas, points for thousands; fractions under a percent sign; words. */
function readerFrame(): SeededFrame {
  const random = createPrng(51)
  const doses = ['0,1', '0,3', '1', '3', '10', '30', '100', '300', '1.000']
  const value = (dose: string) => Number(dose.replace('.', '').replace(',', '.'))
  const compounds = [
    ['AX-17', { ec50: 22, from: 0.02, to: 0.97, sd: 0.015 }],
    ['BR-02', { ec50: 140, hill: 1.3, from: 0.01, to: 0.99, sd: 0.015 }],
  ] as const
  const rows = compounds.flatMap(([compound, curve]) =>
    [1, 2, 3].flatMap((replicate) =>
      doses.map((dose) => [compound, dose, written(measured(curve, value(dose), random)), String(replicate)]),
    ),
  )
  put(rows, 8, 2, 'OVER')
  put(rows, 31, 2, '#N/A')
  return succeededFrame({
    id: 'dset_Troubled0005',
    name: 'Reader export with commas',
    columns: [
      { displayName: 'Compound', name: 'String' },
      { displayName: 'Concentration', name: 'String' },
      { displayName: 'Effect (%)', name: 'String' },
      { displayName: 'Replicate', name: 'Int' },
    ],
    rowCount: rows.length,
    rows: () => rows,
  })
}

function written(value: number): string {
  return value.toFixed(3).replace('.', ',')
}

/** Doses as log10 of mol/L, and inhibition under the name of viability. */
function logFrame(): SeededFrame {
  const random = createPrng(52)
  const logs = ['-9', '-8.5', '-8', '-7.5', '-7', '-6.5', '-6', '-5.5', '-5', '-4.5']
  const curve = { ec50: 2.4e-7, from: 2, to: 97, sd: 2 }
  const rows = [1, 2, 3].flatMap((replicate) =>
    logs.map((log) => [
      'AX-17',
      log,
      measured(curve, 10 ** Number(log), random).toFixed(2),
      String(replicate),
    ]),
  )
  return succeededFrame({
    id: 'dset_Troubled0006',
    name: 'Log doses',
    columns: [
      { displayName: 'Compound', name: 'String' },
      { displayName: 'Log dose', name: 'Float' },
      { displayName: 'Viability (%)', name: 'Float' },
      { displayName: 'Replicate', name: 'Int' },
    ],
    rowCount: rows.length,
    rows: () => rows,
  })
}

/** Typed by hand: digits that changed places, a row pasted twice, controls called samples, flags, odd zero doses. */
function handTypedFrame(): SeededFrame {
  const random = createPrng(53)
  const doses = ['1', '3.16', '10', '31.6', '100', '316', '1000', '3160']
  const well = (compound: string, curve: Curve, dose: string) => [
    compound,
    'sample',
    dose,
    measured(curve, Number(dose), random).toFixed(2),
    'ok',
  ]
  const series = (compound: string, curve: Curve) => [
    ...doses.flatMap((dose) => [1, 2, 3].map(() => well(compound, curve, dose))),
    ...[1, 2].map(() => [compound, 'sample', '0', (98 + 1.5 * random.normal()).toFixed(2), 'ok']),
  ]
  const rows = [
    ...series('AX-17', { ec50: 45, from: 1, to: 96, sd: 2 }),
    ...series('BR-02', { ec50: 190, hill: 1.2, from: 0, to: 98, sd: 2 }),
    ...[1, 2, 3, 4].map(() => ['DMSO', 'sample', '10', (1.2 * random.normal()).toFixed(2), 'ok']),
    ...[1, 2, 3, 4].map(() => [
      'Staurosporine',
      'positive control',
      '1000',
      (99 + random.normal()).toFixed(2),
      'ok',
    ]),
  ]
  // BR-02 begins at row 26; its fourth dose, 31.6, was typed with two digits changed.
  for (const row of [35, 36, 37]) put(rows, row, 2, '13.6')
  put(rows, 15, 4, 'bubble')
  put(rows, 45, 4, 'edge dried out')
  rows.splice(12, 0, [...(rows[11] ?? [])])
  return succeededFrame({
    id: 'dset_Troubled0007',
    name: 'Typed by hand',
    columns: [
      { displayName: 'Compound', name: 'String' },
      { displayName: 'Well Type', name: 'String' },
      { displayName: 'Dose (nM)', name: 'Float' },
      { displayName: 'Inhibition (%)', name: 'Float' },
      { displayName: 'QC', name: 'String' },
    ],
    rowCount: rows.length,
    rows: () => rows,
  })
}

/** Low doses in nM and high ones in µM, and a second reading that is the first one again. */
function twoUnitsFrame(): SeededFrame {
  const random = createPrng(54)
  const doses = [
    ['3', 'nM'],
    ['10', 'nM'],
    ['30', 'nM'],
    ['100', 'nM'],
    ['300', 'nM'],
    ['1', 'µM'],
    ['3', 'µM'],
    ['10', 'µM'],
  ] as const
  const curve = { ec50: 210, from: 3, to: 94, sd: 2 }
  const rows = [1, 2, 3].flatMap((replicate) =>
    doses.map(([dose, unit]) => {
      const value = measured(curve, Number(dose) * (unit === 'µM' ? 1000 : 1), random).toFixed(2)
      return ['AX-17', dose, unit, value, value, String(replicate)]
    }),
  )
  return succeededFrame({
    id: 'dset_Troubled0008',
    name: 'Two units, one reading twice',
    columns: [
      { displayName: 'Compound', name: 'String' },
      { displayName: 'Dose', name: 'Float' },
      { displayName: 'Unit', name: 'String' },
      { displayName: 'Inhibition first reader (%)', name: 'Float' },
      { displayName: 'Inhibition second reader (%)', name: 'Float' },
      { displayName: 'Replicate', name: 'Int' },
    ],
    rowCount: rows.length,
    rows: () => rows,
  })
}

function put(rows: string[][], row: number, column: number, text: string): void {
  const cells = rows[row]
  if (cells) cells[column] = text
}
