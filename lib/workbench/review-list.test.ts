import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createReviewList,
  EMPTY_QUERY,
  FACETS,
  VIEWS,
  type ReviewQuery,
  type ReviewRow,
} from './review-list.ts'
import { SORTS } from './review-order.ts'
import { parseReviewQuery, serialiseReviewQuery } from './review-query.ts'

const reviewList = (all: readonly ReviewRow[], asked: ReviewQuery) => createReviewList()(all, asked)

const row = (id: string, change: Partial<ReviewRow> = {}): ReviewRow => ({
  id,
  label: id,
  state: 'unreviewed',
  verdict: 'reportable',
  screenClass: '1.1',
  flags: [],
  groups: [],
  logDose: 0,
  qualifier: '=',
  effect: 90,
  slope: 1,
  intervalDecades: 0.2,
  sigma: 3,
  ...change,
})

const plate = (value: string) => [{ column: 'Plate', value }]
const ROWS: readonly ReviewRow[] = [
  row('HX-2', { logDose: 1, groups: plate('P1') }),
  row('HX-10', { logDose: null, qualifier: null, verdict: 'not-determined', groups: plate('P1') }),
  row('HX-1', {
    logDose: 2,
    qualifier: '>',
    verdict: 'no-response',
    flags: ['no-response'],
    groups: plate('P2'),
  }),
  row('AB-7', { logDose: 2, state: 'approved', flags: ['shallow', 'lack-of-fit'], groups: plate('P2') }),
  row('AB-8', {
    logDose: -1,
    verdict: 'estimated',
    state: 'rejected',
    screenClass: null,
    groups: plate('P3'),
  }),
]

const query = (change: Partial<ReviewQuery>): ReviewQuery => ({ ...EMPTY_QUERY, ...change })
const choosing = (chosen: Partial<ReviewQuery['chosen']>) =>
  query({ chosen: { ...EMPTY_QUERY.chosen, ...chosen } })
const idsOf = (asked: ReviewQuery) => reviewList(ROWS, asked).rows.map(({ id }) => id)

describe('filters', () => {
  it.each([
    ['nothing chosen', choosing({}), ['HX-2', 'HX-10', 'HX-1', 'AB-7', 'AB-8']],
    ['one of two verdicts', choosing({ verdict: ['estimated', 'no-response'] }), ['HX-1', 'AB-8']],
    ['a verdict and a mark', choosing({ verdict: ['reportable'], mark: ['approved'] }), ['AB-7']],
    ['any of a curve’s flags', choosing({ flag: ['lack-of-fit'] }), ['AB-7']],
    ['no flag at all', choosing({ flag: ['none'] }), ['HX-2', 'HX-10', 'AB-8']],
    ['no class', choosing({ class: ['none'] }), ['AB-8']],
    ['two plates', choosing({ group: ['Plate: P1', 'Plate: P3'] }), ['HX-2', 'HX-10', 'AB-8']],
    ['a plate and a column nobody has', choosing({ group: ['Plate: P1', 'Batch: 4'] }), []],
    ['plain text in any case', query({ find: 'hx-1' }), ['HX-10', 'HX-1']],
    ['a regular expression', query({ find: '/^hx-1$|8/' }), ['HX-1', 'AB-8']],
    ['text with a special sign', query({ find: '(' }), []],
    [
      'a rectangle of the scatter',
      query({ brush: { logDose: [0.5, 2], effect: [80, 100] } }),
      ['HX-2', 'HX-1', 'AB-7'],
    ],
  ])('%s', (_, asked, ids) => {
    expect(idsOf(asked)).toEqual(ids)
  })

  it('shows everything while an expression is not whole, and says so', () => {
    const { rows, findProblem } = reviewList(ROWS, query({ find: '/(HX/' }))
    expect(rows).toHaveLength(ROWS.length)
    expect(findProblem).not.toBeNull()
  })

  it('counts what each further choice would leave, other filters held', () => {
    const { counts } = reviewList(ROWS, choosing({ verdict: ['reportable'], group: ['Plate: P2'] }))
    expect(counts.verdict).toEqual([
      { value: 'reportable', count: 1 },
      { value: 'not-determined', count: 0 },
      { value: 'no-response', count: 1 },
      { value: 'estimated', count: 0 },
    ])
    expect(counts.group).toEqual([
      { value: 'Plate: P1', count: 1 },
      { value: 'Plate: P2', count: 1 },
      { value: 'Plate: P3', count: 0 },
    ])
  })

  it('counts what choosing it alone then leaves', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FACETS), fc.constantFrom('', 'hx', '/8$/'), (facet, find) => {
        const { counts } = reviewList(ROWS, query({ find }))
        for (const { value, count } of counts[facet]) {
          expect(idsOf({ ...choosing({ [facet]: [value] }), find })).toHaveLength(count)
        }
      }),
    )
  })
})

describe('order', () => {
  it.each([
    [
      'potency, its limit behind the same value, nothing last',
      'potency',
      false,
      ['AB-8', 'HX-2', 'AB-7', 'HX-1', 'HX-10'],
    ],
    ['potency downwards, nothing still last', 'potency', true, ['HX-1', 'AB-7', 'HX-2', 'AB-8', 'HX-10']],
    ['names by their numbers', 'name', false, ['AB-7', 'AB-8', 'HX-1', 'HX-2', 'HX-10']],
    ['marks, open ones first', 'mark', false, ['HX-2', 'HX-10', 'HX-1', 'AB-8', 'AB-7']],
    ['the table turned over', 'place', true, ['AB-8', 'AB-7', 'HX-1', 'HX-10', 'HX-2']],
  ] as const)('%s', (_, sort, isDescending, ids) => {
    expect(idsOf(query({ sort, isDescending }))).toEqual(ids)
  })

  it('puts open intervals behind closed ones and takes two of them as alike', () => {
    const open = [row('a', { intervalDecades: Infinity }), row('b', { intervalDecades: Infinity }), row('c')]
    const { rows } = reviewList(open, query({ sort: 'interval' }))
    expect(rows.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  })
})

describe('the address of a query', () => {
  const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  const chosen = fc.uniqueArray(text, { maxLength: 3 })
  const edges = fc.tuple(fc.integer({ min: -500, max: 0 }), fc.integer({ min: 0, max: 500 }))
  const anyQuery: fc.Arbitrary<ReviewQuery> = fc.record({
    chosen: fc.record({ verdict: chosen, class: chosen, flag: chosen, mark: chosen, group: chosen }),
    find: fc.oneof(
      fc.constant(''),
      text.filter((one) => one.trim() !== ''),
    ),
    sort: fc.constantFrom(...SORTS, 'group:Plate', 'group:Batch & run' as const),
    isDescending: fc.boolean(),
    view: fc.constantFrom(...VIEWS),
    brush: fc.option(fc.record({ logDose: edges, effect: edges }), { nil: null }),
  })

  it('gives it back', () => {
    fc.assert(
      fc.property(anyQuery, (asked) => {
        expect(parseReviewQuery(serialiseReviewQuery(asked))).toEqual(asked)
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['an order nobody knows', 'sort=colour'],
    ['a view nobody knows', 'show=heap'],
    ['a brush of words', 'brush=a_b_c_d'],
    ['a brush the wrong way round', 'brush=2_1_0_1'],
    ['a text without end', `verdict=${'x'.repeat(400)}`],
  ])('leaves out %s', (_, address) => {
    expect(parseReviewQuery(address)).toEqual(EMPTY_QUERY)
  })
})

describe('a list that is kept', () => {
  const STATES = ['unreviewed', 'approved', 'rejected', 'changed'] as const
  const change = fc.record({
    at: fc.nat({ max: ROWS.length - 1 }),
    change: fc.record(
      {
        state: fc.constantFrom(...STATES),
        logDose: fc.constantFrom(null, -1, 0, 1, 2),
        effect: fc.constantFrom(10, 50, 90),
        verdict: fc.constantFrom('reportable' as const, 'estimated' as const, 'fitting' as const),
        flags: fc.constantFrom([], ['shallow'], ['shallow', 'lack-of-fit']),
      },
      { requiredKeys: [] },
    ),
  })
  const asked = fc.record({
    state: fc.subarray([...STATES]),
    verdict: fc.subarray(['reportable', 'estimated']),
    find: fc.constantFrom('', 'hx', '/7|8/'),
    sort: fc.constantFrom(...SORTS),
    isDescending: fc.boolean(),
    isBrushed: fc.boolean(),
  })

  it('says after any row by row changes what one made of the last rows says', () => {
    fc.assert(
      fc.property(asked, fc.array(fc.array(change, { maxLength: 2 }), { maxLength: 6 }), (given, steps) => {
        const { state, verdict, find, sort, isDescending, isBrushed } = given
        const chosen = { ...EMPTY_QUERY.chosen, mark: state, verdict }
        const brush = isBrushed ? ({ logDose: [0, 2], effect: [40, 100] } as const) : null
        const one = query({ chosen, find, sort, isDescending, brush })
        const listOf = createReviewList()
        let rows = ROWS
        for (const changes of [[], ...steps]) {
          rows = rows.map((row, i) => {
            const mine = changes.findLast(({ at }) => at === i)
            return mine ? { ...row, ...mine.change } : row
          })
          expect(listOf(rows, one)).toEqual(createReviewList()(rows, one))
        }
      }),
    )
  })

  it('looks at the changed row alone where a mark leaves order and other counts as they are', () => {
    let reads = 0
    const watched = Array.from({ length: 300 }, (_, i) => {
      const name = `CPD-${(i * 7919) % 300}`
      return Object.defineProperty(row(name), 'label', {
        enumerable: true,
        get: () => {
          reads += 1
          return name
        },
      })
    })
    const byName = query({ sort: 'name' })
    const listOf = createReviewList()
    const first = listOf(watched, byName)
    expect(reads).toBeGreaterThan(300)
    const [before] = watched
    if (!before) throw new Error('fixture')
    const marked: readonly ReviewRow[] = [{ ...before, state: 'approved' }, ...watched.slice(1)]
    reads = 0
    const second = listOf(marked, byName)
    // To search it by name, and to see that its place in the order is the same.
    expect(reads).toBeLessThanOrEqual(2)
    expect(second.counts.verdict).toBe(first.counts.verdict)
    expect(second.counts.mark).toEqual([
      { value: 'approved', count: 1 },
      { value: 'unreviewed', count: 299 },
    ])
    expect(second.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id))
    expect(listOf(marked, byName)).toBe(second)
  })
})
