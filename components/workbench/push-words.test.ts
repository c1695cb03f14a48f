import { expect, it } from 'vitest'
import type { OutputView, PushView } from '@/lib/outputs/push-view.ts'
import { byteText, countSteps, pushTitle, stepStates } from './push-words.ts'

const output = (step: OutputView['step'], status: OutputView['status']): OutputView => ({
  id: 'results',
  kind: 'data-frame',
  name: 'results',
  fileName: 'results.csv',
  byteLength: 1,
  sha256: '0'.repeat(64),
  step,
  status,
  message: null,
  remoteId: null,
  requestId: null,
})
const push = (state: PushView['state'], outputs: OutputView[]): PushView => ({
  pushId: 'p',
  analysisId: 'ana_Test1',
  tenantHost: 'localhost',
  folderId: null,
  sourceFrameId: 'f',
  state,
  message: null,
  retryAfterS: null,
  outputs,
  pushKey: 'k',
  leftovers: [],
  settings: [],
  by: 'you',
  startedAt: '2026-11-25T12:00:00Z',
  endedAt: null,
  analysisUrl: null,
})

it.each([
  ['nothing has begun', null, ['todo', 'todo', 'todo', 'todo']],
  ['the check runs', output('check', 'running'), ['done', 'done', 'now', 'todo']],
  ['the check failed', output('check', 'failed'), ['done', 'done', 'failed', 'todo']],
  ['a queued step is not under way', output('create', 'queued'), ['todo', 'todo', 'todo', 'todo']],
  ['all is attached', output('attach', 'done'), ['done', 'done', 'done', 'done']],
])('%s', (_, view, expected) => {
  expect(stepStates(view).map(({ state }) => state)).toEqual(expected)
})

it('counts the steps of every output', () => {
  const outputs = [output('attach', 'done'), output('upload', 'running')]
  expect(countSteps(push('running', outputs))).toEqual({ done: 5, total: 8 })
})

it('says how many arrived when some did', () => {
  const outputs = [output('attach', 'done'), output('check', 'failed')]
  expect(pushTitle(push('partly', outputs))).toBe('1 of 2 outputs pushed')
})

it.each([
  [412, '412 B'],
  [1_100, '1.1 kB'],
  [184_000, '184 kB'],
  [999_700, '1.0 MB'],
])('%d bytes read %s', (bytes, text) => {
  expect(byteText(bytes)).toBe(text)
})
