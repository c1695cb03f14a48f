import { describe, expect, it } from 'vitest'
import { displayHeaders } from './display-headers.ts'
import { headerFamily } from './header-family.ts'
import { readHeader } from './header.ts'
import { inNaturalOrder } from './natural-order.ts'
import { readoutHours, readoutLabels } from './readout.ts'
import { frameOf } from './frame-fixture.ts'

describe('headerFamily', () => {
  it.each([
    ['the prefix is not the column', 'Cell Mortality Concentration', 'dose'],
    ['R turned spaces into dots', 'Cell.Mortality.Mortality.24h', 'normalised-response'],
    ['a time in the middle', 'Mortality 24h (%)', 'normalised-response'],
    ['counters at the end', 'Viability Rep 2', 'normalised-response'],
    ['camel case', 'compoundName', 'group'],
    ['a name, but of a plate', 'Plate Name', 'ignored'],
    ['a well, but its type', 'Well Type', 'role'],
    ['short words count whole only', 'Lipid', null],
    ['short words as they are', 'ID', 'ignored'],
    ['percent of control is a response', '% of Control', 'normalised-response'],
    ['the same shorter', '% Control', 'normalised-response'],
    ['a control column is a role', 'Control', 'role'],
    ['an inhibitor column names samples', 'Inhibitor', 'group'],
    ['an inhibitor in brackets is a concentration', '[Inhibitor]', 'dose'],
    ['a concentration with its unit', '[ATP], uM', 'dose'],
    ['a bracketed prefix is a prefix', '[Plate 1] Signal', 'raw-response'],
    ['round brackets are no chemistry', '(Compound) name', 'group'],
    ['brackets with a unit after a word are no such thing', 'Signal [RFU]', 'raw-response'],
    ['a spread is no response', 'Inhibition SD', 'ignored'],
    ['a dose-response readout', 'Dose Response', 'response'],
    ['a unit column', 'Concentration Unit', 'unit'],
    ['replicates', 'Tech Rep', 'replicate'],
    ['nothing known', 'Foo', null],
    ['no words', '', null],
  ])('%s: %s', (_, header, family) => {
    expect(headerFamily(readHeader(header))?.family ?? null).toBe(family)
  })
})

describe('readHeader', () => {
  it('takes unit, percent and time out of the words', () => {
    expect(readHeader('Viability 72 h (%)')).toMatchObject({
      words: ['viability'],
      isPercent: true,
      time: { hours: 72, text: '72 h' },
    })
    expect(readHeader('Signal [RFU]').otherUnit).toBe('RFU')
    expect(readHeader('Group M').doseUnit).toBeNull()
    expect(readHeader('log10 Conc (M)').isLog).toBe(true)
    expect(readHeader('Catalog Number').isLog).toBe(false)
  })

  it.each([
    ['Mortality 24h', 24],
    ['Mortality_48h', 48],
    ['Viability (72 hrs)', 72],
    ['Viability day 3', 72],
    ['Viability 3d', 72],
    ['Signal 30 min', 0.5],
    ['Viability 3D culture', null],
    ['CPD-24 hits', null],
    ['Mortality', null],
  ])('%s is read at %s hours', (header, hours) => {
    expect(readoutHours(header)).toBe(hours)
  })
})

it('names doubled and empty headers apart', () => {
  const named = ['Dose', 'R', 'R', '', 'R (2)', 'R'].map((displayName) => ({ displayName }))
  expect(displayHeaders(named)).toEqual(['Dose', 'R', 'R (2)', 'Column 4', 'R (2) (2)', 'R (3)'])
})

it.each([
  ['different times', ['X Mortality 24h', 'X Mortality 48h'], ['24 h', '48 h']],
  ['different words under one prefix', ['Assay Mortality', 'Assay Viability'], ['Mortality', 'Viability']],
  ['the same time twice', ['Mortality 24h', 'Viability 24h'], ['Mortality 24h', 'Viability 24h']],
  ['doubled headers', ['Resp', 'Resp'], ['Resp', 'Resp (2)']],
  ['doubled headers with a unit', ['Resp (%)', 'Resp (%)'], ['Resp (%)', 'Resp (%) (2)']],
  ['one with a time', ['Mortality 24h'], ['24 h']],
  ['one without', ['Cell Mortality'], ['Cell Mortality']],
])('labels readouts: %s', (_, headers, labels) => {
  const frame = frameOf(headers, [])
  expect(readoutLabels(frame.columns, [...headers.keys()])).toEqual(labels)
})

it('sorts labels as a person would', () => {
  const labels = ['CPD-10', 'CPD-2', 'cpd-1'].map((label) => ({ label }))
  expect(inNaturalOrder(labels).map(({ label }) => label)).toEqual(['cpd-1', 'CPD-2', 'CPD-10'])
})
