import { describe, expect, it } from 'vitest'
import { LIMITS } from '../benchling/limits.ts'
import type { OutputInput } from '../outputs/push-input.ts'
import { checkOutputs } from './check-outputs.ts'
import { sampleOutputs } from './testing/sample-outputs.ts'

const csv = (text: string | Uint8Array, over: Partial<OutputInput> = {}): OutputInput => ({
  id: 'results',
  kind: 'data-frame',
  name: 'Results',
  fileName: 'results.csv',
  bytes: typeof text === 'string' ? new TextEncoder().encode(text) : new Uint8Array(text),
  ...over,
})

const sized = (byteLength: number, over: Partial<OutputInput>) =>
  csv(new Uint8Array(byteLength), { fileName: 'plot.html', kind: 'file', ...over })

describe('checkOutputs', () => {
  it('takes an ordinary push', () => {
    expect(checkOutputs(sampleOutputs('fine')).ok).toBe(true)
  })

  it.each([
    ['quoted commas, quotes and line breaks', 'a,b\n"1,2","say ""no""\nagain"\n'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['no line break at the end', 'a,b\n1,2'],
    ['empty cells', 'a,b\n,\n'],
  ])('takes a table with %s', (_, text) => {
    expect(checkOutputs([csv(text)]).ok).toBe(true)
  })

  it.each<[string, string | Uint8Array, number, RegExp]>([
    ['a row too short', 'a,b\n1,2\n3\n', 3, /1 cells where the header has 2/],
    ['a row too long', 'a,b\n1,2,3\n', 2, /3 cells where the header has 2/],
    ['an unclosed quote', 'a,b\n"1,2\n', 2, /./],
    ['no rows', 'a,b\n', 1, /no data row/],
    ['two equal headers', 'a,a\n1,2\n', 1, /same header/],
    ['a column without a header', 'a, \n1,2\n', 1, /no header/],
    ['a byte order mark', '\uFEFFa,b\n1,2\n', 1, /byte order mark/],
    ['bytes that are no text', Uint8Array.of(0x61, 0xff, 0x0a, 0x31), 1, /UTF-8/],
  ])('refuses %s, naming the row', (_, text, row, reason) => {
    const checked = checkOutputs([csv(text)])
    expect(checked).toMatchObject({ ok: false, error: { kind: 'bad-csv', output: 'Results', row } })
    if (!checked.ok && checked.error.kind === 'bad-csv') expect(checked.error.reason).toMatch(reason)
  })

  it.each<[string, OutputInput[], string]>([
    ['the same output twice', [csv('a\n1\n'), csv('a\n2\n')], 'repeated-output'],
    ['nothing in it', [csv('')], 'empty-output'],
    ['a frame that is no .csv', [csv('a\n1\n', { fileName: 'results.txt' })], 'wrong-extension'],
    ['a file above 30 MB', [sized(30_000_001, {})], 'too-large'],
  ])('refuses %s', (_, outputs, kind) => {
    expect(checkOutputs(outputs)).toMatchObject({ ok: false, error: { kind } })
  })

  it('takes a file of exactly 30 MB, for the limits are decimal', () => {
    expect(LIMITS.fileBytes).toBe(30_000_000)
    expect(checkOutputs([sized(30_000_000, {})]).ok).toBe(true)
  })

  it('refuses files that together are more than one call carries', () => {
    const outputs = ['a', 'b', 'c'].map((id) => sized(25_000_000, { id }))
    expect(checkOutputs(outputs)).toMatchObject({
      ok: false,
      error: { kind: 'push-too-large', bytes: 75_000_000, limitBytes: 60_000_000 },
    })
  })
})
