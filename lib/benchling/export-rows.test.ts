import { describe, expect, it } from 'vitest'
import { readAll } from './testing/contract-world.ts'
import { createBenchlingClient } from './create-client.ts'
import { fakeWorld, json } from './testing/fake-world.ts'
import { ACME, freshTenant } from './testing/test-tenants.ts'

const FRAME = 'GET /api/v2/data-frames/dset_1'
const url = (part: number) => `https://b-1.s3.amazonaws.com/part-${part}?X-Amz-Signature=PLANTED`
const column = (displayName: string, name = 'String', isList = false) => ({
  displayName,
  type: { name, isNullable: true, isList },
})

/** A frame whose parts are these texts or answers. */
function read(
  parts: readonly (string | Uint8Array<ArrayBuffer> | Response)[],
  frame: Record<string, unknown> = {},
) {
  const manifest = parts.map((_, part) => ({ fileName: 'x.csv', url: url(part) }))
  const downloads = parts.map((part, index) => {
    const answer = part instanceof Response ? part : new Response(part)
    return [`GET /part-${index}`, [answer]] as const
  })
  const world = fakeWorld({
    [FRAME]: [json({ id: 'dset_1', uploadStatus: 'SUCCEEDED', manifest, ...frame })],
    ...Object.fromEntries(downloads),
  })
  return readAll(createBenchlingClient(freshTenant(), world.deps), 'dset_1')
}

const lengthy = (text: string, length: number) =>
  new Response(text, { headers: { 'content-length': String(length) } })
const many = (rows: number) => `a,b\n${Array.from({ length: rows }, (_, row) => `${row},x`).join('\n')}\n`

describe('a frame that arrives whole', () => {
  it.each([
    ['with line feeds', ['a,b\n1,2\n3,4\n']],
    ['with carriage returns and a byte order mark', ['\ufeffa,b\r\n1,2\r\n3,4\r\n']],
    ['without a final line end', ['a,b\n1,2\n3,4']],
    ['with blank lines', ['a,b\n1,2\n\n3,4\n\n']],
    ['in parts with headers', ['a,b\n1,2\n', 'a,b\n3,4\n']],
    ['in parts with byte order marks', ['\ufeffa,b\n1,2\n', '\ufeffa,b\r\n3,4\r\n']],
    ['in parts without headers', ['a,b\n1,2\n', '3,4\n']],
    ['with empty parts', ['a,b\n', 'a,b\n1,2\n3,4\n', '']],
    ['with the announced length', [lengthy('a,b\n1,2\n3,4\n', 12)]],
  ])('is read %s', async (_, parts) => {
    expect(await read(parts)).toMatchObject({
      ok: true,
      value: {
        rows: [
          ['1', '2'],
          ['3', '4'],
        ],
      },
    })
  })

  it('keeps blank lines of a single column, as empty cells', async () => {
    expect(await read(['a\n1\n\n3\n'])).toMatchObject({ value: { rows: [['1'], [''], ['3']] } })
  })

  it('gives no rows for a header alone', async () => {
    expect(await read(['a,b\n'])).toMatchObject({ ok: true, value: { rows: [], columns: [{}, {}] } })
  })

  it('keeps every row across batches', async () => {
    const frame = await read([many(5_001)])
    expect(frame.ok && frame.value.rows.map(([first]) => Number(first))).toEqual([...Array(5_001).keys()])
  })

  it('takes the described types where the names fit, unknown ones as text and lists as JSON', async () => {
    const columns = [column('a', 'Int'), column('b', 'Float', true), column('c', 'Molecule')]
    expect(await read(['a,b,c\n1,[2],3\n'], { columns })).toMatchObject({
      value: { columns: [{ typeName: 'Int' }, { typeName: 'JSON' }, { typeName: 'String' }] },
    })
  })

  it('trusts the header where the description is in another order', async () => {
    const columns = [column('b', 'Int'), column('a', 'String')]
    expect(await read(['a,b\nx,2\n'], { columns })).toMatchObject({
      value: {
        columns: [
          { displayName: 'a', typeName: 'String' },
          { displayName: 'b', typeName: 'Float' },
        ],
      },
    })
  })
})

describe('a frame that does not', () => {
  const truncated = { kind: 'truncated', what: 'data frame' }
  const badCsv = (part: number, row: number, reason: string) => ({ kind: 'bad-csv', part, row, reason })
  it.each([
    ['shorter than announced', [lengthy('a,b\n1,2\n', 20)], truncated],
    ['longer than announced', [lengthy('a,b\n1,2\n', 5)], truncated],
    ['cut inside a quote', ['a,b\n1,"2'], truncated],
    ['cut inside a record', ['a,b\n1,2\n3'], truncated],
    ['cut inside a later part', ['a,b\n1,2\n', 'a,b\n3,4\n5'], truncated],
    ['cut inside a character', [new Uint8Array([97, 10, 0xc2])], truncated],
    ['cut after several batches', [`${many(5_000)}9`], truncated],
    ['ragged in the middle', ['a,b\n1,2\n3\n4,5\n'], badCsv(0, 3, 'ragged')],
    ['ragged in a later batch', [`${many(4_999)}1\n2,3\n`], badCsv(0, 5_001, 'ragged')],
    ['with another part of more columns', ['a,b\n1,2\n', 'a,b,c\n1,2,3\n'], badCsv(1, 1, 'other-columns')],
    ['not in UTF-8', [new Uint8Array([97, 10, 0xff, 10, 98, 10])], badCsv(0, 0, 'not-utf-8')],
    ['with nothing in it', [''], badCsv(0, 1, 'no-header')],
    ['of too many columns', [`${'a,'.repeat(2_000)}a\n`], badCsv(0, 1, 'too-many-columns')],
    ['with a record without end', [`a,b\n1,"${'x'.repeat(1_000_001)}`], badCsv(0, 2, 'record-too-long')],
    [
      'announced too large',
      [lengthy('a,b\n', 150_000_001)],
      { kind: 'too-large', limitBytes: 150_000_000, bytes: 150_000_001 },
    ],
  ])('is never given as whole: %s', async (_, parts, error) => {
    expect(await read(parts)).toEqual({ ok: false, error })
  })

  it.each([
    ['65 parts', Array.from({ length: 65 }, () => 'a\n'), {}, 'manifest'],
    ['a part without an address', ['a\n'], { manifest: [{ url: url(0) }, { url: null }] }, 'manifest.1.url'],
  ])('is refused for %s', async (_, parts, frame, path) => {
    expect(await read(parts, frame)).toEqual({
      ok: false,
      error: { kind: 'unexpected-answer', what: 'data frame', path },
    })
  })

  it('is not fetched at all where any part is elsewhere', async () => {
    const manifest = [{ url: url(0) }, { url: 'https://evil.test/x' }]
    expect(await read(['a\n'], { manifest })).toEqual({
      ok: false,
      error: { kind: 'unsafe-url', host: 'evil.test', reason: 'foreign-host' },
    })
  })

  it('is given up at the deadline while the first bytes hang', async () => {
    const world = fakeWorld({
      [FRAME]: [json({ id: 'dset_1', uploadStatus: 'SUCCEEDED', manifest: [{ url: url(0) }] })],
      'GET /part-0': [() => new Response(new ReadableStream())],
    })
    const client = createBenchlingClient(freshTenant(ACME), world.deps)
    const error = { kind: 'timed-out', afterS: 1 }
    expect(await client.exportRows('dset_1', { deadlineMs: 30 })).toEqual({ ok: false, error })
  })
})
