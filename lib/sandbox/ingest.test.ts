import { describe, expect, it } from 'vitest'
import { ingestCsv } from './ingest.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('ingestCsv', () => {
  it.each([
    ['whole numbers', ['1', '-2', '+3'], 'Int', '1,-2,3'],
    ['numbers with a fraction or exponent', ['1', '2.50', '1e-7'], 'Float', '1,2.5,1e-7'],
    [
      'a number that is too large for an exact Int',
      ['12345678901234567890'],
      'Float',
      '12345678901234567000',
    ],
    ['padded numbers are identifiers', ['007', '010'], 'String', '007,010'],
    ['text among numbers', ['1', '<0.5'], 'String', '1,<0.5'],
    ['NaN is no number', ['NaN', '1'], 'String', 'NaN,1'],
    ['truth values in any case', ['TRUE', 'false'], 'Boolean', 'true,false'],
    ['days', ['2026-01-31', '2024-02-29'], 'Date', '2026-01-31,2024-02-29'],
    ['a day that does not exist', ['2026-02-30'], 'String', '2026-02-30'],
    ['moments, in UTC', ['2026-01-31T10:00:00+02:00'], 'DateTime', '2026-01-31T08:00:00.000Z'],
    ['lists stay text', ['["a"]'], 'String', '["a"]'],
  ])('%s', (_, values, type, written) => {
    // One column beside a constant one, as a lone empty line would be no record.
    const quoted = values.map((value) => `"${value.replaceAll('"', '""')}",k`)
    const result = ingestCsv(bytes(`v,k\n${quoted.join('\n')}\n`))
    if (!result.ok) throw new Error(result.error)
    expect(result.value.columns[0]?.type).toEqual({ name: type, isNullable: false, isList: false })
    const lines = new TextDecoder().decode(result.value.canonical).trimEnd().split('\n').slice(1)
    const cells = lines.map((line) =>
      line
        .slice(0, -2)
        .replace(/^"(.*)"$/, '$1')
        .replaceAll('""', '"'),
    )
    expect(cells.join(',')).toBe(written)
  })

  it('allows nulls in any column and says so', () => {
    const result = ingestCsv(bytes('a,b\n1,\n,x\n'))
    expect(result).toMatchObject({ ok: true, value: { rowCount: 2 } })
    if (!result.ok) return
    expect(result.value.columns.map(({ type }) => [type.name, type.isNullable])).toEqual([
      ['Int', true],
      ['String', true],
    ])
  })

  it('gives each column a system name of its own', () => {
    const result = ingestCsv(bytes('Dose (nM),Dose nM,µ\n1,2,3\n'))
    expect(result.ok && result.value.columns.map(({ systemName }) => systemName)).toEqual([
      'dose_nm',
      'dose_nm_2',
      'column',
    ])
  })

  it('tolerates a byte order mark and CRLF', () => {
    const result = ingestCsv(bytes('\uFEFFa,b\r\n1,2\r\n'))
    expect(result.ok && result.value.columns[0]?.displayName).toBe('a')
    expect(result.ok && new TextDecoder().decode(result.value.canonical)).toBe('a,b\n1,2\n')
  })

  it.each([
    ['a short row', bytes('a,b\n1,2\n3\n'), 'Row 3 has 1 values where the header has 2'],
    ['a long row', bytes('a,b\n1,2,3\n'), 'Row 2 has 3 values'],
    ['nothing', bytes(''), 'The file is empty'],
    ['a header alone', bytes('a,b\n'), 'no rows'],
    ['a column without a name', bytes('a,\n1,2\n'), 'A column has no name'],
    ['bytes that are no UTF-8', Uint8Array.of(0x61, 0x0a, 0xff, 0xfe), 'not UTF-8'],
    ['an open quote', bytes('a,b\n"1,2\n'), 'Quoted field'],
  ])('refuses %s', (_, file, reason) => {
    const result = ingestCsv(file)
    expect(!result.ok && result.error).toContain(reason)
  })
})
