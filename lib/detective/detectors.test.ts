import { describe, expect, it } from 'vitest'
import { frameOf, rExampleFrame } from '../data-frame/frame-fixture.ts'
import { questionOf, questionsOf, seededFrame } from './testing/questions-of.ts'
import type { Question } from './types.ts'

type Kind = Question['kind']

const kindsOf = (questions: readonly Question[]) => questions.map(({ kind }) => kind)
const asks = (kind: Kind, headers: readonly string[], rows: readonly (readonly string[])[]) =>
  kindsOf(questionsOf(frameOf(headers, rows))).includes(kind)

const DOSES = ['0.1', '0.3', '1', '3', '10', '30', '100']
/** Rising from near 0 to near 100. */
const RISE = ['2.11', '5.32', '14.9', '33.7', '61.2', '84.5', '95.8']
const HEADERS = ['Dose (nM):Float', 'Inhibition (%):Float']
const rising = (change: (row: readonly [string, string], i: number) => readonly string[] = (row) => row) =>
  DOSES.map((dose, i) => change([dose, RISE[i] ?? ''], i))

describe('tables that say all', () => {
  it.each([['Kinase screen'], ['Large screen'], ['Mixed screen'], ['Confirmation run']])(
    '%s raises no question',
    (name) => {
      expect(questionsOf(seededFrame(name))).toEqual([])
    },
  )

  it('the R example is asked for its unit alone', () => {
    expect(kindsOf(questionsOf(rExampleFrame()))).toEqual(['unit'])
  })

  it('asks nothing of an empty table, nor of one without dose and response', () => {
    expect(questionsOf(frameOf(HEADERS, []))).toEqual([])
    expect(questionsOf(frameOf(['Well', 'Note'], [['A1', 'n.d.']]))).toEqual([])
  })
})

describe('the troubled export', () => {
  it.each<readonly [string, readonly Kind[]]>([
    ['Dose response export', ['limits', 'limits', 'word', 'negative', 'headers']],
    ['Reader export with commas', ['comma']],
    ['Log doses', ['log']],
    ['Typed by hand', ['zero', 'slip', 'rows', 'controls', 'flag']],
    ['Two units, one reading twice', ['units', 'columns']],
  ])('%s asks about %j', (name, kinds) => {
    expect(kindsOf(questionsOf(seededFrame(name)))).toEqual(kinds)
  })

  it('asks on once commas and logarithms can be read', () => {
    const reader = seededFrame('Reader export with commas')
    const [decimal] = questionOf(reader, 'comma').choices
    const given = { answers: { 'comma||': 'decimal' }, mapping: decimal?.mapping ?? {} }
    expect(kindsOf(questionsOf(reader, given))).toEqual(['comma', 'unit', 'scale', 'word', 'word'])
    const logs = seededFrame('Log doses')
    const [log] = questionOf(logs, 'log').choices
    const answered = { answers: { 'log||Log dose': log?.answer ?? '' }, mapping: log?.mapping ?? {} }
    expect(kindsOf(questionsOf(logs, answered))).toEqual(['log', 'direction'])
  })

  it('finds every question again after its first answer, under the same id', () => {
    for (const name of ['Dose response export', 'Typed by hand', 'Two units, one reading twice']) {
      const frame = seededFrame(name)
      const questions = questionsOf(frame)
      for (const { id, choices } of questions) {
        for (const { answer, mapping = {} } of choices) {
          const again = questionsOf(frame, { answers: { [id]: answer }, mapping })
          expect(again.map((question) => question.id)).toContain(id)
        }
      }
    }
  })
})

describe('commas', () => {
  it('takes the first reading from what the numbers allow', () => {
    const decimal = questionOf(
      frameOf(
        ['Dose', 'Response'],
        [
          ['0,05', '1,5'],
          ['0,5', '20,25'],
        ],
      ),
      'comma',
    )
    expect(decimal.choices.map(({ answer }) => answer)).toEqual(['decimal', 'thousands'])
    const thousands = questionOf(
      frameOf(
        ['Dose', 'Signal'],
        [
          ['1', '1,000'],
          ['2', '12,500'],
        ],
      ),
      'comma',
    )
    expect(thousands.choices[0]?.answer).toBe('thousands')
  })

  it('takes dose and response only with the numbers that an answer makes of them', () => {
    const question = questionOf(
      frameOf(
        ['Dose (nM)', 'Inhibition (%)'],
        [
          ['0,5', '1,5'],
          ['5,0', '20,2'],
        ],
      ),
      'comma',
    )
    expect(question.choices[0]?.mapping).toMatchObject({ dose: 0, responses: [1], doseUnit: 'nM' })
  })

  it('is not about names', () => {
    const rows = rising(([dose, value]) => [dose, value, '2,4-dinitrophenol'])
    expect(asks('comma', [...HEADERS, 'Compound'], rows)).toBe(false)
  })
})

describe('doses', () => {
  it.each([
    ['no unit anywhere', 'Dose', DOSES, ['µM', 'nM']],
    [
      'tiny doses without a unit',
      'Dose',
      ['1e-9', '3e-9', '1e-8', '3e-8', '1e-7', '3e-7', '1e-6'],
      ['M', 'µM'],
    ],
    [
      'tiny doses that the header calls µM',
      'Dose (µM)',
      ['1e-9', '3e-9', '1e-8', '3e-8', '1e-7', '3e-7', '1e-6'],
      ['M', 'µM'],
    ],
  ])('asks for the unit: %s', (_, header, doses, units) => {
    const frame = frameOf(
      [header, 'Inhibition (%):Float'],
      doses.map((dose, i) => [dose, RISE[i] ?? '']),
    )
    expect(questionOf(frame, 'unit').choices.map(({ answer }) => answer)).toEqual(units)
  })

  it('does not ask for a unit that a column gives, nor twice for one chosen among the columns', () => {
    const frame = frameOf(
      ['Dose:Float', 'Inhibition (%):Float', 'Unit'],
      rising(([d, v]) => [d, v, 'nM']),
    )
    expect(kindsOf(questionsOf(frame))).toEqual([])
    const bare = frameOf(['Dose:Float', 'Inhibition (%):Float'], rising())
    expect(questionOf(bare, 'unit', { mapping: { doseUnit: 'mM' } }).given).toBe('mM')
  })

  it.each([
    ['negative decades', 'Dose', ['-9', '-8', '-7', '-6', '-5', '-4.5', '-4'], 'log10 M'],
    ['a header that says log', 'Log conc (nM)', ['-1', '-0.5', '0', '0.5', '1', '1.5', '2'], 'log10 nM'],
    ['even steps around 0', 'Conc', ['-2', '-1.5', '-1', '-0.5', '0', '0.5', '1'], 'log10 µM'],
    ['pC', 'pConc', ['9', '8.5', '8', '7.5', '7', '6.5', '6'], '-log10 M'],
    ['natural logarithms', 'Dose', ['-20', '-18', '-16', '-14', '-12', '-11', '-10'], 'ln M'],
  ])('takes logarithms for what they are: %s', (_, header, doses, first) => {
    const frame = frameOf(
      [`${header}:Float`, 'Inhibition (%):Float'],
      doses.map((dose, i) => [dose, RISE[i] ?? '']),
    )
    const question = questionOf(frame, 'log')
    expect(question.choices[0]?.answer).toBe(first)
    expect(question.choices[0]?.mapping).toMatchObject({ dose: 0 })
  })

  it.each([
    ['a linear series', DOSES],
    ['even linear doses', ['1', '2', '3', '4', '5', '6', '7']],
    ['one negative dose', ['-5', '0.3', '1', '3', '10', '30', '100']],
  ])('does not take %s for logarithms', (_, doses) => {
    expect(
      asks(
        'log',
        HEADERS,
        doses.map((dose, i) => [dose, RISE[i] ?? '']),
      ),
    ).toBe(false)
  })

  it('names the row of a negative dose', () => {
    const question = questionOf(
      frameOf(
        HEADERS,
        rising(([d, v], i) => (i === 2 ? ['-1', v] : [d, v])),
      ),
      'negative',
    )
    expect(question.evidence).toBe('Row 3 has a dose below zero (−1): an error of the data')
    expect(asks('negative', HEADERS, rising())).toBe(false)
  })

  it('asks what dose 0 is only where it does not respond as the lowest doses do', () => {
    const full = [...rising(), ['0', '97.4'], ['0', '99.0']]
    const question = questionOf(frameOf(HEADERS, full), 'zero')
    expect(question.choices.map(({ exclude }) => exclude?.map(({ row }) => row))).toEqual([
      [7, 8],
      undefined,
      [7, 8],
    ])
    expect(asks('zero', HEADERS, [...rising(), ['0', '1.4'], ['0', '-0.6']])).toBe(false)
    const flat = DOSES.map((dose, i) => [dose, String(50 + (i % 3))])
    expect(asks('zero', HEADERS, [...flat, ['0', '53'], ['0', '47']])).toBe(false)
  })

  it('offers to convert units that differ from row to row', () => {
    const rows = rising(([d, v], i) => [d, v, i < 5 ? 'nM' : 'µM'])
    const question = questionOf(frameOf(['Dose:Float', 'Inhibition (%):Float', 'Unit'], rows), 'units')
    expect(question.choices.map(({ answer }) => answer)).toEqual(['convert nM', 'as-written'])
    const mixed = rising(([d, v], i) => [d, v, i < 5 ? 'nM' : 'ng/mL'])
    expect(asks('units', ['Dose:Float', 'Inhibition (%):Float', 'Unit'], mixed)).toBe(false)
  })
})

describe('a slipped digit', () => {
  const withDoses = (doses: readonly string[]) =>
    frameOf(
      HEADERS,
      doses.map((dose, i) => [dose, RISE[i % RISE.length] ?? '']),
    )

  it.each([
    ['digits that changed places', ['1', '3.16', '10', '13.6', '100', '316', '1000'], '31.6', [3]],
    ['a decimal point too far', ['1', '2', '4', '80', '16', '32', '64'], '8', [3]],
  ])('is found: %s', (_, doses, grid, rows) => {
    const question = questionOf(withDoses(doses), 'slip')
    expect(question.choices[0]?.answer).toBe(grid)
    expect(question.rows).toEqual(rows)
  })

  it.each([
    ['a whole series', ['1', '3', '10', '30', '100', '300', '1000']],
    ['a series of 1.5, 5, 15', ['0.5', '1.5', '5', '15', '50', '150', '500']],
    ['a dose left out', ['1', '3', '10', '100', '300', '1000']],
    ['a dose left out of 1.5, 5, 15', ['0.5', '1.5', '5', '50', '150', '500', '1500']],
    ['linear doses', ['1', '2', '3', '4', '5', '6', '7']],
    ['two doses missing', ['0.1', '0.3', '1', '4.7', '10', '30', '300', '1000']],
    ['two spacings', ['1', '10', '100', '200', '400', '800', '1600']],
  ])('is not found in %s', (_, doses) => {
    expect(kindsOf(questionsOf(withDoses(doses)))).not.toContain('slip')
  })
})

describe('responses', () => {
  it.each([
    ['percent over fractions', 'Inhibition (%)', RISE.map((v) => String(Number(v) / 100)), 'fraction'],
    ['fractions over percent', 'Fraction inhibition', RISE, 'percent'],
  ])('asks for the scale: %s', (_, header, values, first) => {
    const frame = frameOf(
      ['Dose (nM):Float', `${header}:Float`],
      DOSES.map((d, i) => [d, values[i] ?? '']),
    )
    expect(questionOf(frame, 'scale').choices[0]?.answer).toBe(first)
  })

  it.each([
    ['Inhibition (%)', RISE],
    ['Fraction inhibition', RISE.map((v) => String(Number(v) / 100))],
    ['Signal', RISE],
  ])('does not ask for the scale of %s', (header, values) => {
    expect(
      asks(
        'scale',
        ['Dose (nM):Float', `${header}:Float`],
        DOSES.map((d, i) => [d, values[i] ?? '']),
      ),
    ).toBe(false)
  })

  it('asks of limits in doses and responses, and of no other signs', () => {
    const rows = rising(([d, v], i) => [i === 0 ? '<0.1' : d, i === 6 ? '> 95' : v])
    const questions = questionsOf(frameOf(['Dose (nM)', 'Inhibition (%)'], rows)).filter(
      ({ kind }) => kind === 'limits',
    )
    expect(questions.map(({ choices }) => choices.map(({ answer }) => answer))).toEqual([
      ['leave-out', 'at-limit'],
      ['censored', 'leave-out', 'at-limit'],
    ])
    expect(questions[1]?.choices[0]?.does).toContain('at least 95')
    expect(
      asks(
        'limits',
        HEADERS,
        rising(([d, v], i) => [d, i === 6 ? '<b>95</b>' : v]),
      ),
    ).toBe(false)
  })

  it.each([
    ['OVER', 'at-least 84.5'],
    ['n.d.', 'missing'],
    ['#N/A', 'missing'],
    ['BLQ', 'at-most 2.11'],
  ])('asks what %s means, the likelier first', (word, first) => {
    const rows = rising(([d, v], i) => [d, i === 6 ? word : v])
    const question = questionOf(frameOf(['Dose (nM)', 'Inhibition (%)'], rows), 'word')
    expect(question.evidence).toBe(`Row 7 says “${word}” where a number belongs`)
    expect(question.choices[0]?.answer).toBe(first)
  })

  it('asks of inhibition that falls and viability that rises, not of others', () => {
    const table = (header: string, values: readonly string[]) =>
      frameOf(
        ['Dose (nM):Float', `${header}:Float`],
        DOSES.map((d, i) => [d, values[i] ?? '']),
      )
    const falling = RISE.toReversed()
    expect(questionOf(table('Inhibition (%)', falling), 'direction').choices[0]?.answer).toBe('from 100')
    expect(questionOf(table('Viability (%)', RISE), 'direction').evidence).toBe(
      'Viability rises with dose in the one curve that turns',
    )
    for (const [header, values] of [
      ['Inhibition (%)', RISE],
      ['Viability (%)', falling],
      ['Response (%)', falling],
      ['Inhibition (%)', ['50.1', '49.2', '51.3', '50.4', '48.8', '50.9', '50.2']],
    ] as const) {
      expect(kindsOf(questionsOf(table(header, values)))).not.toContain('direction')
    }
  })

  it('asks which is which of two columns of one name', () => {
    const frame = frameOf(
      ['Dose (nM):Float', 'R (%):Float', 'R (%):Float'],
      rising(([d, v], i) => [d, v, String(i)]),
    )
    expect(questionOf(frame, 'headers').choices.map(({ mapping }) => mapping?.responses)).toEqual([
      [1, 2],
      [1],
      [2],
    ])
  })

  it('asks of columns with the same numbers, which need no second question about their names', () => {
    const frame = frameOf(
      ['Dose (nM):Float', 'R (%):Float', 'R (%):Float'],
      rising(([d, v]) => [d, v, v]),
    )
    expect(kindsOf(questionsOf(frame))).toEqual(['columns'])
    const other = frameOf(
      ['Dose (nM):Float', 'Inhibition 1 (%):Float', 'Inhibition 2 (%):Float'],
      rising(([d, v], i) => [d, v, i === 3 ? '33.8' : v]),
    )
    expect(kindsOf(questionsOf(other))).toEqual([])
  })
})

describe('rows', () => {
  const copied = [...rising(), ...rising().slice(3, 4)].map((row) => row.with(1, `${row[1]}1`))

  it('that are the same in every cell are named', () => {
    const question = questionOf(frameOf(HEADERS, copied), 'rows')
    expect(question.evidence).toBe('Rows 4 and 8 are identical in every column')
    expect(question.choices[0]?.exclude).toEqual([
      { row: 7, responseColumn: 1, cause: 'rule', reason: 'copy of row 4' },
    ])
  })

  it.each([
    ['differ in their well', [...HEADERS, 'Well'], copied.map((row, i) => [...row, `A${i}`])],
    ['have few figures, equal by chance', HEADERS, [...rising(), ['3', '34'], ['3', '34']]],
  ])('are not asked about where they %s', (_, headers, rows) => {
    expect(asks('rows', headers, rows)).toBe(false)
  })

  it('of controls among compounds are asked about, of marked controls not', () => {
    const headers = ['Compound', 'Type', ...HEADERS]
    const rows = (type: string) => [
      ...rising().flatMap((row) => [
        ['AX', 'sample', ...row],
        ['BR', 'sample', ...row.with(1, `${row[1]}7`)],
      ]),
      ['DMSO', type, '10', '0.4'],
      ['DMSO', type, '10', '1.4'],
      ['Stauro', 'positive control', '10', '99.1'],
      ['Stauro', 'positive control', '10', '99.7'],
    ]
    const question = questionOf(frameOf(headers, rows('sample')), 'controls')
    expect(question.choices[0]?.exclude?.map(({ row }) => row)).toEqual([14, 15])
    expect(asks('controls', headers, rows('negative control'))).toBe(false)
  })

  it.each([
    ['Excluded', 'true', 'false', 'marked in “Excluded”'],
    ['QC flag', 'bubble', '', 'QC flag: bubble'],
    ['Valid', '0', '1', 'marked in “Valid”'],
  ])('that “%s” marks are excluded by flag when so answered', (header, bad, good, reason) => {
    const rows = rising(([d, v], i) => [d, v, i === 2 ? bad : good])
    const question = questionOf(frameOf([...HEADERS, header], rows), 'flag')
    expect(question.choices[0]?.exclude).toEqual([{ row: 2, responseColumn: 1, cause: 'flag', reason }])
  })

  it('are left alone where a flag marks none, or most', () => {
    expect(
      asks(
        'flag',
        [...HEADERS, 'Flag'],
        rising(([d, v]) => [d, v, '']),
      ),
    ).toBe(false)
    expect(
      asks(
        'flag',
        [...HEADERS, 'Flag'],
        rising(([d, v]) => [d, v, 'x']),
      ),
    ).toBe(false)
    expect(
      asks(
        'flag',
        [...HEADERS, 'Remark'],
        rising(([d, v]) => [d, v, 'x']),
      ),
    ).toBe(false)
  })
})
