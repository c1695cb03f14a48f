import { describe, expect, it } from 'vitest'
import { cellText } from '../data-frame/cell.ts'
import { chooseMapping, type WantedColumns } from './choose-mapping.ts'
import { findColumn } from './find-column.ts'
import { readTable } from './read-table.ts'

const EXPORT = [
  'Cell Line Name,Cell Mortality Concentration,Cell Mortality Mortality 24h,Cell Mortality Mortality 48h',
  ...['0.3,4,2', '1,17,16', '3,18,42', '10,25,57', '30,55,70', '100,76,82'].map((row) => `HeLa,${row}`),
].join('\n')

const NOTHING: WantedColumns = { dose: null, responses: [], groups: null, doseUnit: null, responseUnit: null }

function mapped(text: string, wanted: Partial<WantedColumns>) {
  const frame = readTable(text)
  if (!frame.ok) throw new Error(frame.error)
  return chooseMapping(frame.value, { ...NOTHING, ...wanted })
}

describe('readTable', () => {
  it.each([
    ['commas', 'a,b\n1,"x, y"\n'],
    ['semicolons', 'a;b\n1;x, y\n'],
    ['tabs', 'a\tb\r\n1\tx, y\r\n'],
    ['a byte order mark', '\uFEFFa,b\n1,"x, y"'],
  ])('reads %s', (_, text) => {
    const frame = readTable(text)
    if (!frame.ok) throw new Error(frame.error)
    expect(frame.value.columns.map(({ displayName }) => displayName)).toEqual(['a', 'b'])
    expect(frame.value.columns.map((column) => cellText(column, 0))).toEqual(['1', 'x, y'])
  })

  it('keeps a padded number as the name that it is', () => {
    const frame = readTable('Compound,Dose\n007,1.50\n008,2.0\n')
    if (!frame.ok) throw new Error(frame.error)
    expect(frame.value.columns.map(({ typeName }) => typeName)).toEqual(['String', 'Float'])
    expect(frame.value.columns.map((column) => cellText(column, 0))).toEqual(['007', '1.5'])
  })

  it.each([
    ['', 'the table has no header row'],
    ['a,b\n', 'the table has no rows below its headers'],
    ['a,b\n1,2,3\n', 'row 1 below the headers has more cells than there are headers'],
    ['a,b\n1,"2\n', 'row 2 of the table: Quoted field unterminated'],
  ])('refuses %j', (text, error) => {
    expect(readTable(text)).toEqual({ ok: false, error })
  })
})

describe('findColumn', () => {
  const headers = ['Cell Line Name', 'Conc', 'Cell Mortality Concentration', 'Mortality 24h', 'Mortality 48h']

  it.each([
    ['Conc', 1],
    ['conc', 1],
    ['Concentration', 2],
    ['cell_mortality  concentration', 2],
    ['24h', 3],
    ['Cell Line', 0],
  ])('%s is column %d', (wanted, column) => {
    expect(findColumn(headers, wanted, '--dose')).toEqual({ ok: true, value: column })
  })

  it.each([
    ['Mortality', '--dose "Mortality" can mean'],
    ['Viability', '--dose "Viability": the table has no such column; its headers are "Cell Line Name"'],
    ['', '--dose "": the table has no such column'],
  ])('refuses %j', (wanted, words) => {
    const found = findColumn(headers, wanted, '--dose')
    expect(found.ok ? '' : found.error).toContain(words)
  })
})

describe('chooseMapping', () => {
  it('guesses what nobody has said', () => {
    expect(mapped(EXPORT, {})).toMatchObject({
      value: { dose: 1, responses: [2, 3], groups: [0], doseUnit: 'unknown', responseUnit: '%' },
    })
  })

  it('takes what was said, and the unit of those columns', () => {
    const wanted = { dose: 'Concentration', responses: ['Mortality 24h'], doseUnit: 'uM', groups: [] }
    expect(mapped(EXPORT, wanted)).toMatchObject({
      value: { dose: 1, responses: [2], groups: [], doseUnit: 'µM', responseUnit: '%' },
    })
  })

  it('reads the dose unit of the column that was named', () => {
    const table = 'Conc (nM),Other dose (mM),Inhibition (%)\n1,2,3\n10,4,50\n100,8,90\n'
    expect(mapped(table, {})).toMatchObject({ value: { dose: 0, doseUnit: 'nM' } })
    expect(mapped(table, { dose: 'Other dose (mM)' })).toMatchObject({ value: { dose: 1, doseUnit: 'mM' } })
  })

  it.each([
    [{ doseUnit: 'furlong' }, '--dose-unit "furlong" is not a unit known here'],
    [{ dose: 'Mortality 24h', responses: ['Mortality 24h'] }, '--dose and --response name the same column'],
    [{ responses: ['Signal'] }, '--response "Signal": the table has no such column'],
  ])('refuses %j', (wanted, words) => {
    const mapping = mapped(EXPORT, wanted)
    expect(mapping.ok ? '' : mapping.error).toContain(words)
  })

  it('asks for the dose where none is found', () => {
    expect(mapped('Name,Text\na,b\nc,d\n', {})).toEqual({
      ok: false,
      error: 'no column looks like a dose: name it with --dose',
    })
  })
})
