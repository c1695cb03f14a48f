import { describe, expect, it } from 'vitest'
import type { BenchlingError, KeyProblem } from './errors.ts'
import { toProblem } from './words.ts'

const host = 'acme.benchling.com'
const requestId = 'e-123'
const KEY_PROBLEMS: readonly KeyProblem[] = [
  'empty',
  'too-long',
  'no-colon',
  'bad-id',
  'not-a-jwt',
  'payload-unreadable',
  'no-audience',
  'bad-audience',
]

/** One of each kind and variant; a kind left out does not compile. */
const EXAMPLES: Readonly<Record<BenchlingError['kind'], readonly BenchlingError[]>> = {
  'invalid-key': KEY_PROBLEMS.map((problem) => ({ kind: 'invalid-key', problem })),
  'tenant-not-configured': [{ kind: 'tenant-not-configured', host }],
  'credentials-refused': [{ kind: 'credentials-refused', host }],
  'not-authenticated': [{ kind: 'not-authenticated', host, requestId }],
  forbidden: [{ kind: 'forbidden', what: 'analysis', requestId }],
  'not-found': [
    { kind: 'not-found', what: 'analysis', id: 'ana_12345678', requestId },
    { kind: 'not-found', what: 'analysis', id: 'astep_12345678', requestId },
    { kind: 'not-found', what: 'file', id: null, requestId },
  ],
  rejected: [
    { kind: 'rejected', message: 'The name is taken.', requestId },
    { kind: 'rejected', message: '', requestId: null },
  ],
  'too-large': [
    { kind: 'too-large', limitBytes: 150_000_000, bytes: 151_000_000 },
    { kind: 'too-large', limitBytes: 5_000_000, bytes: null },
  ],
  'rate-limited': [{ kind: 'rate-limited', retryAfterS: 12 }],
  unavailable: [
    { kind: 'unavailable', status: 503, isDowntime: true, requestId },
    { kind: 'unavailable', status: 500, isDowntime: false, requestId },
    { kind: 'unavailable', status: null, isDowntime: false, requestId: null },
  ],
  unreachable: [
    { kind: 'unreachable', host, reason: 'connection-refused' },
    { kind: 'unreachable', host, reason: 'never heard of' },
  ],
  'answer-lost': [{ kind: 'answer-lost', what: 'data frame' }],
  'timed-out': [{ kind: 'timed-out', afterS: 60 }],
  cancelled: [{ kind: 'cancelled' }],
  'unexpected-answer': [
    { kind: 'unexpected-answer', what: 'analysis', path: 'content-type' },
    { kind: 'unexpected-answer', what: 'data frame', path: 'manifest.0.url' },
  ],
  'storage-refused': [{ kind: 'storage-refused', code: 'SignatureDoesNotMatch' }],
  'url-expired': [{ kind: 'url-expired' }],
  'unsafe-url': [
    { kind: 'unsafe-url', host: 'evil.test', reason: 'redirect' },
    { kind: 'unsafe-url', host: 'evil.test', reason: 'foreign-host' },
  ],
  truncated: [{ kind: 'truncated', what: 'data frame' }],
  'bad-csv': [
    { kind: 'bad-csv', part: 0, row: 3, reason: 'ragged' },
    { kind: 'bad-csv', part: 0, row: 0, reason: 'never heard of' },
  ],
  'frame-not-ready': ['NOT_UPLOADED', 'IN_PROGRESS', 'FAILED_VALIDATION', 'UNKNOWN'].map((status) => ({
    kind: 'frame-not-ready',
    status,
    message: status === 'FAILED_VALIDATION' ? 'Invalid CSV File.' : null,
  })),
}

describe('toProblem', () => {
  it.each(
    Object.values(EXAMPLES)
      .flat()
      .map((error) => [JSON.stringify(error), error] as const),
  )('says %s calmly, in sentences, without gaps', (_, error) => {
    const { title, detail, kind } = toProblem(error)
    expect(kind).toBe(error.kind)
    expect(title).toMatch(/^[A-Z][^.!]{4,60}$/)
    expect(detail).toMatch(/^\S.{15,260}\.$/)
    expect(title + detail).not.toMatch(
      /!|\b(undefined|null|NaN|oops|sorry|invalid|illegal|you)\b|\[object| {2}/,
    )
  })

  it('keeps what a caller acts on', () => {
    expect(toProblem({ kind: 'rate-limited', retryAfterS: 12 })).toMatchObject({
      isRetryable: true,
      retryAfterS: 12,
    })
    expect(toProblem({ kind: 'forbidden', what: 'analysis', requestId })).toMatchObject({ requestId })
    expect(toProblem({ kind: 'tenant-not-configured', host })).toMatchObject({
      isRetryable: false,
      requestId: null,
    })
  })

  it.each([
    [
      { kind: 'tenant-not-configured', host: 'biolab.benchling.com' },
      'Tenant not configured',
      'biolab.benchling.com is not set up here. No key was sent. Ask your administrator to add it.',
    ],
    [
      { kind: 'invalid-key', problem: 'no-colon' },
      'This is not a whole key',
      'A key has an analysis id, a colon, then three parts joined by dots. The colon is missing.',
    ],
  ] as const)('uses the agreed words for %o', (error, title, detail) => {
    expect(toProblem(error)).toMatchObject({ title, detail })
  })
})
