import { expect, it } from 'vitest'
import { valueText } from './record-words.ts'

it.each<[string, unknown, string]>([
  ['a word', 'reportable', 'reportable'],
  [
    'parts',
    { cause: 'hand', reason: 'air bubble', signed: 'Ada' },
    'cause: hand; reason: air bubble; signed: Ada',
  ],
  ['yes and no', { isRepeat: false, outputs: ['results', 'plot'] }, 'is repeat: no; outputs: results, plot'],
  [
    'constraints as the panel has them',
    {
      constraints: {
        top: { kind: 'bounded', lower: 80, upper: 90 },
        hill: { kind: 'free' },
        logEc50: { kind: 'fixed', value: 1 },
      },
    },
    'constraints: top 80 to 90, hill free, EC50 fixed 10',
  ],
  [
    'parts of parts',
    { role: { column: 3, values: [] }, unit: null },
    'role: (column: 3, values: none); unit: none',
  ],
  ['a name that people gave', { 'Cell Line': 'HeLa' }, 'Cell Line: HeLa'],
  ['nothing in it', {}, ''],
  ['a list', [1, 2], '1, 2'],
])('%s', (_, value, text) => {
  expect(valueText(JSON.stringify(value))).toBe(text)
})

it('nothing, and what was cut', () => {
  expect(valueText(null)).toBe('')
  expect(valueText('{"top":{"kind":"bou …')).toBe('{"top":{"kind":"bou …')
})
