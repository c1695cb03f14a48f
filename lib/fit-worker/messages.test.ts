import { expect, it } from 'vitest'
import { readReply } from './messages.ts'

it.each([
  { kind: 'fitted', run: 1, chunk: 2, fits: [], failed: [] },
  { kind: 'fitted', run: 1, chunk: 2, fits: [{ index: 0, fit: {}, band: null }], failed: [] },
  { kind: 'fitted', run: 1, chunk: 2, fits: [], failed: [{ index: 0, reason: 'too few points' }] },
  { kind: 'solved', run: 1, chunk: 2, answer: {} },
  { kind: 'failed', run: 1, chunk: 2, reason: 'no engine' },
  { kind: 'rejected', reason: 'no request' },
])('takes a reply that is $kind', (reply) => {
  expect(readReply(reply)).toBe(reply)
})

it.each([
  null,
  'fitted',
  {},
  { kind: 'toString', run: 1 },
  { kind: 'rejected' },
  { kind: 'failed', run: 1, chunk: 2, reason: 3 },
  { kind: 'fitted', run: 1, fits: [], failed: [] },
  { kind: 'fitted', run: 1, chunk: 2, fits: [null], failed: [] },
  { kind: 'fitted', run: 1, chunk: 2, fits: [{ index: 0, fit: null }], failed: [] },
  { kind: 'fitted', run: 1, chunk: 2, fits: [], failed: [{ index: 0 }] },
  { kind: 'solved', run: 1, chunk: '2', answer: {} },
])('takes nothing else: %j', (message) => {
  expect(readReply(message)).toBeNull()
})
