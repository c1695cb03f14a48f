import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NO_PARAMS, parseWorkbenchParams, serialiseWorkbenchParams } from './search-params.ts'

it.each([
  ['nothing', '', NO_PARAMS],
  ['a point', 'point=18.2', { ...NO_PARAMS, point: { row: 18, responseColumn: 2 } }],
  ['a point that is none', 'point=18', NO_PARAMS],
  ['a negative row', 'point=-1.2', NO_PARAMS],
  ['a model not known', 'model=cubic&frame=dtf_1', { ...NO_PARAMS, frame: 'dtf_1' }],
  ['a frame id that is none', 'frame=../x', NO_PARAMS],
  ['an empty sample', 'sample=', NO_PARAMS],
  ['a view that is none', 'view=split', NO_PARAMS],
  [
    'the review and its filters, and a word of nobody',
    'view=review&verdict=estimated&verdict=no-response&find=%2FHX%2F&else=1',
    { ...NO_PARAMS, view: 'review', list: 'verdict=estimated&verdict=no-response&find=%2FHX%2F' },
  ],
])('reads an address with %s', (_, search, params) => {
  expect(parseWorkbenchParams(search)).toEqual(params)
})

it('writes what it reads', () => {
  const anyParams = fc.record({
    frame: fc.option(fc.constantFrom('dtf_1', 'abc-2'), { nil: null }),
    sample: fc.option(fc.string({ minLength: 1, maxLength: 50, unit: 'grapheme' }), { nil: null }),
    model: fc.option(fc.constant('logistic4' as const), { nil: null }),
    view: fc.option(fc.constant('review' as const), { nil: null }),
    list: fc.constantFrom('', 'mark=approved&sort=-potency', 'find=a%26point%3D1.2'),
    point: fc.option(fc.record({ row: fc.nat(99_999), responseColumn: fc.nat(99) }), { nil: null }),
  })
  fc.assert(
    fc.property(anyParams, (params) => {
      expect(parseWorkbenchParams(serialiseWorkbenchParams(params))).toEqual(params)
    }),
  )
})
