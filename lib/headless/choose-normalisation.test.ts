import { describe, expect, it } from 'vitest'
import fixture from '../plates/fixtures/plates.json' with { type: 'json' }
import { wellName } from '../plates/well-name.ts'
import { USUAL_METHOD } from '../workbench/usual-method.ts'
import type { Policy } from '../workbench/types.ts'
import { readOptions } from './options.ts'
import { describePlan, planTable } from './plan-table.ts'
import { readTable } from './read-table.ts'

/** The two plates of the fixture, whose normalised values are those of base R. */
const text = [
  'Plate,Well,Role,Compound,Concentration (nM),Signal (RLU)',
  ...fixture.value.map((value, i) => {
    const well = wellName({ row: fixture.row[i] ?? 0, column: fixture.column[i] ?? 0 })
    const role = fixture.role[i] ?? ''
    const isSample = role === 'sample'
    const compound = isSample ? `C-${fixture.plate[i]}` : role
    return [fixture.plate[i], well, role, compound, isSample ? 10 ** (i % 6) : 0, value].join()
  }),
].join('\n')

function plan(args: readonly string[], own: Policy | null = null) {
  const options = readOptions(['plates.csv', '--dose', 'Concentration', '--response', 'Signal', ...args])
  if (!options.ok) throw new Error(options.error)
  if (options.value.kind !== 'table') throw new Error(options.value.kind)
  const frame = readTable(text)
  if (!frame.ok) throw new Error(frame.error)
  return planTable(frame.value, options.value, own)
}

function planned(args: readonly string[], own: Policy | null = null) {
  const found = plan(args, own)
  if (!found.ok) throw new Error(found.error)
  return found.value
}

const BY_COMPOUND = ['--group', 'Compound', '--controls', 'Role']

describe('--normalise', () => {
  it.each([
    ['inhibition mean plate', ['--normalise', 'inhibition']],
    ['inhibition median plate', ['--normalise', 'inhibition', '--centre', 'median', '--per', 'plate']],
    [
      'percent-of-control median all',
      ['--normalise', 'percent-of-control', '--per', 'all', '--centre', 'median'],
    ],
  ] as const)('gives the values of base R: %s', (name, args) => {
    const { curves, work } = planned([...args, ...BY_COMPOUND])
    const expected: readonly number[] = Reflect.get(fixture.normalised, name)
    const rows = curves.flatMap((curve) =>
      Array.from(curve.rows, (row, i) => [row, curve.response[i]] as const),
    )
    expect(rows).toHaveLength(fixture.role.filter((role) => role === 'sample').length)
    for (const [row, value] of rows) expect(value).toBeCloseTo(expected[row] ?? Number.NaN, 9)
    expect(work.mapping.responseUnit).toBe('%')
  })

  it('says to what, and makes no curve of controls', () => {
    const made = planned(['--normalise', 'inhibition', ...BY_COMPOUND])
    expect(made.curves.map(({ label }) => label)).toEqual(['C-P1', 'C-P2'])
    expect(describePlan(made)[1]).toBe(
      'Responses are percent inhibition: 0 % is the mean of the wells “DMSO” and 100 % that of “pos”, for each Plate',
    )
    expect(made.requests[0]?.request.responseScale).toBe('percent')
  })

  it('takes no part of a control that is left out', () => {
    const all = planned(['--normalise', 'inhibition', ...BY_COMPOUND])
    const without = planned(['--normalise', 'inhibition', '--exclude', '1', ...BY_COMPOUND])
    const [first, second] = [all, without].map(({ curves }) => curves[0]?.response[0] ?? Number.NaN)
    // As in the test of the normalisation itself: the mean without the first untreated well.
    const negative = (987.25 + 1043 + 962.75 + 1001 + 1088.5) / 5
    const positive = (101.25 + 93.5 + 118 + 87 + 99.75 + 140.5) / 6
    const row = all.curves[0]?.rows[0] ?? -1
    expect(second).toBeCloseTo((100 * ((fixture.value[row] ?? 0) - negative)) / (positive - negative), 9)
    expect(first).not.toBeCloseTo(second ?? 0, 3)
  })

  it.each([
    [['--negative', 'vehicle'], '--negative "vehicle": no such wells; there are "DMSO", "pos", "sample"'],
    [['--per', 'run'], '--per run: no column of the table tells runs'],
    [['--negative', 'DMSO', '--positive', 'dmso'], '"DMSO" cannot be untreated and of full effect'],
    [['--controls', 'Plate'], 'which wells are untreated? Say it with --negative: "Plate" has "P1", "P2"'],
  ])('says what the table lacks: %j', (args, words) => {
    const all = args.includes('--controls') ? args : [...args, '--controls', 'Role']
    const found = plan(['--normalise', 'inhibition', '--group', 'Compound', ...all])
    expect(found.ok ? 'planned' : found.error).toContain(words)
  })

  it('needs to be said before its controls', () => {
    const options = readOptions(['a.csv', '--negative', 'DMSO'])
    expect(options).toEqual({ ok: false, error: '--negative needs --normalise, which says to what' })
  })
})

describe('a policy’s file', () => {
  const free = { kind: 'free' } as const
  const controls = {
    kind: 'inhibition',
    column: 'role',
    negative: ['DMSO'],
    positive: ['pos'],
    scope: 'plate',
    centre: 'median',
  } as const
  const own: Policy = {
    name: 'own:plates',
    title: 'Plates',
    version: 2,
    model: 'logistic4',
    constraints: { bottom: free, top: { kind: 'fixed', value: 100 }, logEc50: free, hill: free },
    covariance: 'expected',
    level: 0.9,
    method: { ...USUAL_METHOD, foldLimit: 5, limits: { wideFold: 20 } },
    normalisation: controls,
  }

  it('holds with its controls, its limits and its constraints, and what is said over it', () => {
    const { curves, requests } = planned(['--group', 'Compound', '--limit', 'flatP=0.01'], own)
    const expected = fixture.normalised['inhibition median plate']
    expect(curves[0]?.response[0]).toBeCloseTo(expected[curves[0]?.rows[0] ?? -1] ?? Number.NaN, 9)
    expect(requests[0]?.request).toMatchObject({
      level: 0.9,
      foldLimit: 5,
      limits: { wideFold: 20, flatP: 0.01 },
      constraints: { top: { kind: 'fixed', value: 100 } },
    })
  })

  it('is refused where the table lacks its controls', () => {
    const foreign: Policy = { ...own, normalisation: { ...controls, column: 'Type' } }
    const found = plan(['--group', 'Compound'], foreign)
    expect(found.ok ? '' : found.error).toBe('This table has no column “Type”, which tells the controls.')
  })
})
