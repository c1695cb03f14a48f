import { expect, it } from 'vitest'
import type { FrameSummary } from '@/lib/workbench/ports.ts'
import { suggestFrame } from './suggest-frame.ts'

type Column = FrameSummary['columns'][number]

const column = (displayName: string, typeName: Column['typeName'] = 'Float'): Column => ({
  displayName,
  typeName,
})

const frame = (id: string, over: Partial<FrameSummary> = {}): FrameSummary => ({
  id,
  name: id,
  state: 'ready',
  message: null,
  columns: [column('Concentration'), column('Mortality', 'Int')],
  isOwnOutput: false,
  isSuggested: false,
  ...over,
})

const texts = [column('Well', 'String'), column('Note', 'String')]

it.each<[string, FrameSummary[], string | undefined]>([
  ['the only one', [frame('a')], 'a'],
  ['the first of several', [frame('a'), frame('b')], 'a'],
  ['not what we wrote', [frame('a', { isOwnOutput: true }), frame('b')], 'b'],
  [
    'not what cannot be read',
    [frame('a', { state: 'failed' }), frame('b', { state: 'empty' }), frame('c')],
    'c',
  ],
  ['numbers before words', [frame('a', { columns: texts }), frame('b')], 'b'],
  [
    'a dose header where numbers are typed as text',
    [frame('a', { columns: texts }), frame('b', { columns: [column('Dose (nM)', 'String'), ...texts] })],
    'b',
  ],
  ['two columns of anything as a last resort', [frame('a', { columns: texts })], 'a'],
  ['none with one column', [frame('a', { columns: [column('Well', 'String')] })], undefined],
  ['none where all is ours', [frame('a', { isOwnOutput: true })], undefined],
  ['none of none', [], undefined],
])('suggests %s', (_, frames, expected) => {
  const marked = suggestFrame(frames)
  expect(marked.map(({ id }) => id)).toEqual(frames.map(({ id }) => id))
  expect(marked.filter(({ isSuggested }) => isSuggested).map(({ id }) => id)).toEqual(
    expected === undefined ? [] : [expected],
  )
})
