import { describe, expect, it } from 'vitest'
import { frameOf, rExampleFrame } from './frame-fixture.ts'
import { guessMapping } from './guess-mapping.ts'

/** Rows in which every column takes its value from a function of the row number. */
function rows(count: number, cells: (row: number) => readonly (string | number)[]): readonly string[][] {
  return Array.from({ length: count }, (_, row) => cells(row).map(String))
}

const DOSES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]

describe('guessMapping', () => {
  it('reads the R example under its table prefixes', () => {
    const guess = guessMapping(rExampleFrame())
    expect(guess.state).toBe('guessed')
    expect(guess.mapping).toEqual({
      dose: 1,
      responses: [2, 3],
      groups: [0],
      replicate: null,
      role: null,
      doseUnit: 'unknown',
      responseUnit: '%',
    })
    const text = (field: string) => guess.reasons.filter((r) => r.field === field).map((r) => r.text)
    expect(text('groups')).toEqual(['header ends in cell line name, 1 different value'])
    expect(text('dose')).toEqual(['header ends in concentration, numbers from 0.3 to 300'])
    expect(text('responses')).toEqual(['header ends in mortality, at 24 h and 48 h'])
    expect(text('responseUnit')).toEqual(['read as percent: values reach 85.1'])
  })

  it('reads a kinase screen with plate, well, raw signal and control wells', () => {
    const frame = frameOf(
      [
        'Plate ID',
        'Well',
        'Row:Int',
        'Column:Int',
        'Well Type',
        'Compound ID',
        'Compound Name',
        'Dose (nM):Float',
        'Replicate:Int',
        'Raw Signal:Float',
        '% Inhibition:Float',
      ],
      rows(96, (i) => [
        'P1',
        `A${i}`,
        i % 8,
        i % 12,
        i % 16 === 0 ? 'Positive control' : i % 16 === 1 ? 'DMSO' : 'Compound',
        `CPD-${i % 4}`,
        `name ${i % 4}`,
        DOSES[i % 8] ?? 1,
        (i % 3) + 1,
        1000 + i * 7,
        i % 97,
      ]),
    )
    const { mapping, state } = guessMapping(frame)
    expect(state).toBe('guessed')
    expect(mapping).toEqual({
      dose: 7,
      responses: [10],
      groups: [5],
      replicate: 8,
      role: { column: 4, controlValues: ['Positive control', 'DMSO'] },
      doseUnit: 'nM',
      responseUnit: '%',
    })
  })

  it('reads a troubled export: texts among the numbers, doubled headers', () => {
    const frame = frameOf(
      ['Sample', 'Dose (nM)', 'Response', 'Response'],
      rows(16, (i) => ['S1', i === 3 ? '<0.5' : i === 4 ? '-1' : 2 ** i, i === 5 ? 'n.d.' : i, 90 - i]),
    )
    const { mapping, state, reasons } = guessMapping(frame)
    expect(mapping.dose).toBe(1)
    expect(mapping.responses).toEqual([2, 3])
    expect(reasons.map((r) => r.text)).toContain('several columns are named “Response”; all are taken')
    expect(mapping.groups).toEqual([0])
    expect(mapping.doseUnit).toBe('nM')
    expect(state).toBe('ambiguous')
  })

  it('takes no remark that says "vehicle" for a role', () => {
    const frame = frameOf(
      ['Compound', 'Dose', 'Response', 'Remark'],
      rows(24, (i) => [`C${i % 2}`, i % 8, i, i % 8 === 0 ? 'vehicle' : 'ok']),
    )
    expect(guessMapping(frame).mapping.role).toBeNull()
  })

  it.each([
    ['micro sign U+00B5', 'Conc (\u00b5M)', 'µM'],
    ['Greek mu U+03BC', 'Conc (\u03bcM)', 'µM'],
    ['plain u', 'Conc. (uM)', 'µM'],
    ['molar in brackets', 'Dose [M]', 'M'],
    ['a unit after the word', 'Dose nM', 'nM'],
    ['a unit after an underscore', 'conc_um', 'µM'],
    ['the chemist writes a concentration in brackets', '[Drug] (nM)', 'nM'],
    ['the same without a unit', '[Inhibitor]', 'unknown'],
    ['mass per volume', 'Dose (ug/mL)', 'µg/mL'],
    ['another mass spelling', 'Concentration (mg/L)', 'µg/mL'],
    ['nothing but a unit', '(nM)', 'nM'],
    ['the dose word leads', 'Concentration of drug', 'unknown'],
    ['run together under a prefix', 'AssayResultsDrugConcentration', 'unknown'],
  ])('takes the dose: %s', (_, header, unit) => {
    const frame = frameOf(
      [header, 'Viability (%)'],
      rows(16, (i) => [DOSES[i % 8] ?? 1, 100 - i]),
    )
    const { mapping } = guessMapping(frame)
    expect(mapping.dose).toBe(0)
    expect(mapping.doseUnit).toBe(unit)
    expect(mapping.responses).toEqual([1])
  })

  it('finds the unit in a column of its own, and none where that column mixes them', () => {
    const one = frameOf(
      ['Conc', 'Conc Unit', 'Activity'],
      rows(8, (i) => [2 ** i, 'nM', i]),
    )
    expect(guessMapping(one).mapping.doseUnit).toBe('nM')
    const mixed = frameOf(
      ['Conc', 'Conc Unit', 'Activity'],
      rows(8, (i) => [2 ** i, i > 4 ? 'uM' : 'nM', i]),
    )
    expect(guessMapping(mixed).mapping.doseUnit).toBe('unknown')
  })

  it.each([
    ['logarithms by header', 'log10 Conc (M)', (i: number) => i - 9],
    ['logarithms by sign', 'Concentration', (i: number) => -9 + i * 0.5],
  ])('does not take %s as doses', (_, header, value) => {
    const guess = guessMapping(
      frameOf(
        [header, 'Viability'],
        rows(16, (i) => [value(i % 8), i]),
      ),
    )
    expect(guess.mapping.dose).toBeNull()
    expect(guess.state).toBe('missing')
    expect(guess.reasons.find((r) => r.field === 'dose')?.text).toContain('logarithms')
  })

  it('finds an unnamed dose by its even steps, and says it is not sure', () => {
    const frame = frameOf(
      ['x', 'y'],
      rows(24, (i) => [DOSES[i % 8] ?? 1, 50 + i * 1.37]),
    )
    const guess = guessMapping(frame)
    expect(guess.mapping.dose).toBe(0)
    expect(guess.mapping.responses).toEqual([1])
    expect(guess.state).toBe('ambiguous')
  })

  it('is ambiguous with two dose columns and names the other', () => {
    const frame = frameOf(
      ['Conc (nM)', 'Conc (uM)', 'Signal'],
      rows(8, (i) => [2 ** i, 2 ** i / 1000, i]),
    )
    const guess = guessMapping(frame)
    expect(guess.state).toBe('ambiguous')
    expect(guess.mapping.dose).toBe(0)
    expect(guess.reasons.map((r) => r.text)).toContain('also a possible dose: “Conc (uM)”')
  })

  it('says what is missing in a table without doses', () => {
    const guess = guessMapping(
      frameOf(
        ['Plate', 'Well', 'Notes'],
        rows(6, (i) => [i, `A${i}`, 'fine']),
      ),
    )
    expect(guess.state).toBe('missing')
    expect(guess.mapping.dose).toBeNull()
    expect(guess.mapping.responses).toEqual([])
    expect(guess.reasons.map((r) => r.field)).toEqual(expect.arrayContaining(['dose', 'responses']))
  })

  it('lets one column name both compounds and controls', () => {
    const names = ['CPD-1', 'CPD-2', 'DMSO']
    const frame = frameOf(
      ['Compound', 'Dose', 'Signal'],
      rows(24, (i) => [names[i % 3] ?? '', 2 ** (i % 8), i]),
    )
    const { mapping } = guessMapping(frame)
    expect(mapping.groups).toEqual([0])
    expect(mapping.role).toEqual({ column: 0, controlValues: ['DMSO'] })
  })

  it('groups by compound and cell line where both tell curves apart', () => {
    const frame = frameOf(
      ['Compound', 'Cell line', 'Dose', 'Viability'],
      rows(64, (i) => [`C${i % 2}`, i % 4 < 2 ? 'HeLa' : 'A549', DOSES[i % 8] ?? 1, i]),
    )
    expect(guessMapping(frame).mapping.groups).toEqual([0, 1])
  })

  it.each([
    ['fractions under a percent header are doubtful', 'Inhibition (%)', 0.01, 'fraction', 'ambiguous'],
    ['fractions under a plain readout', 'Viability', 0.01, 'fraction', 'guessed'],
    ['percent by values', 'Viability', 1, '%', 'guessed'],
    ['counts in a viability column', 'Viability', 1000, '', 'ambiguous'],
    ['a unit in brackets is kept', 'Luminescence (RLU)', 1000, 'RLU', 'guessed'],
  ])('response unit: %s', (_, header, factor, unit, state) => {
    const guess = guessMapping(
      frameOf(
        ['Dose (nM)', header],
        rows(16, (i) => [DOSES[i % 8] ?? 1, i * 6 * factor]),
      ),
    )
    expect(guess.mapping.responseUnit).toBe(unit)
    expect(guess.state).toBe(state)
  })

  it('judges an empty table by its headers and types', () => {
    const guess = guessMapping(frameOf(['Compound', 'Concentration (uM):Float', 'Inhibition:Float'], []))
    expect(guess.mapping).toMatchObject({ dose: 1, responses: [2], groups: [0], doseUnit: 'µM' })
  })
})
