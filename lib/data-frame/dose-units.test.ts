import { describe, expect, it } from 'vitest'
import {
  chooseDoseUnit,
  convertDose,
  logDoseShift,
  parseDoseUnit,
  toMolar,
  unitsAlike,
} from './dose-units.ts'

it.each([
  ['down by a thousand, exactly', 0.3, 'mM', 'µM', 300],
  ['up by a million, exactly', 300, 'pM', 'µM', 0.0003],
  ['mass to mass', 2500, 'ng/mL', 'mg/mL', 0.0025],
  ['to itself, also unknown', 7, 'unknown', 'unknown', 7],
  ['mass is not molar', 1, 'ng/mL', 'nM', null],
  ['unknown is nothing', 1, 'unknown', 'nM', null],
] as const)('convertDose: %s', (_, value, from, to, expected) => {
  expect(convertDose(value, from, to)).toBe(expected)
})

it('gives mol/L and shifts of logarithms', () => {
  expect(toMolar(22.9, 'µM')).toBe(22.9e-6)
  expect(toMolar(1, 'mg/mL')).toBeNull()
  expect(logDoseShift('µM', 'nM')).toBe(3)
  expect(logDoseShift('unknown', 'nM')).toBeNull()
})

it.each([
  [22.9, 'µM', 'µM'],
  [0.0229, 'µM', 'nM'],
  [1000, 'nM', 'µM'],
  [999, 'nM', 'nM'],
  [1e-20, 'M', 'pM'],
  [5000, 'ng/mL', 'µg/mL'],
  [5000, 'unknown', 'unknown'],
  [0, 'nM', 'nM'],
] as const)('chooses a unit for %d %s', (value, unit, expected) => {
  expect(chooseDoseUnit(value, unit)).toBe(expected)
})

describe('parseDoseUnit', () => {
  it.each([
    ['nM', 'nM'],
    ['nm', 'nM'],
    ['uM', 'µM'],
    ['\u00b5M', 'µM'],
    ['\u03bcM', 'µM'],
    ['UM', 'µM'],
    ['µmol / L', 'µM'],
    ['M', 'M'],
    ['mol/l', 'M'],
    ['mM', 'mM'],
    ['ug/ml', 'µg/mL'],
    ['ng/µL', 'µg/mL'],
    ['mg/L', 'µg/mL'],
    ['m', null],
    ['%', null],
    ['h', null],
    ['', null],
  ])('reads %s as %s', (text, unit) => {
    expect(parseDoseUnit(text)).toBe(unit)
  })
})

it('offers units of one kind', () => {
  expect(unitsAlike('pg/mL')).toContain('µg/mL')
  expect(unitsAlike('unknown')).toEqual(['pM', 'nM', 'µM', 'mM', 'M'])
})
