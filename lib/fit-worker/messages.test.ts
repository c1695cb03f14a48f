import { expect, it } from 'vitest'
import { readReply } from './messages.ts'

it.each([
  { kind: 'fitted', run: 1, index: 0, fit: {}, band: null },
  { kind: 'fitted', run: 1, index: 0, fit: {}, band: {} },
  { kind: 'solved', run: 1, index: 0, answer: {} },
  { kind: 'failed', run: 1, index: 0, reason: 'too few points' },
  { kind: 'chunk-done', run: 1 },
  { kind: 'rejected', reason: 'no request' },
])('takes a reply that is $kind', (reply) => {
  expect(readReply(reply)).toBe(reply)
})

it.each([
  null,
  'chunk-done',
  {},
  { kind: 'toString', run: 1 },
  { kind: 'chunk-done' },
  { kind: 'failed', run: 1, index: 0, reason: 3 },
  { kind: 'fitted', run: 1, index: 0, band: null },
  { kind: 'fitted', run: 1, index: 0, fit: null, band: null },
  { kind: 'fitted', run: 1, index: 0, fit: {}, band: 'wide' },
  { kind: 'solved', run: 1, index: '0', answer: {} },
])('takes nothing else: %j', (message) => {
  expect(readReply(message)).toBeNull()
})
