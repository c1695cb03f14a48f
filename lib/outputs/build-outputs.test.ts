import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { buildOutputs, OUTPUT_CHOICES } from './build-outputs.ts'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext, withFit } from './output-fixture.ts'
import { OutputInput } from './push-input.ts'
import { reportHtml } from './report-html.ts'

const ALL = OUTPUT_CHOICES.map(({ id }) => id)
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47)
const PDF = Uint8Array.of(0x25, 0x50, 0x44, 0x46)
const CONTEXT = outputContext([EXAMPLE_24H, EXCLUDED_48H])
const text = (bytes: Uint8Array | undefined): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(bytes)

describe('buildOutputs', () => {
  const outputs = buildOutputs(CONTEXT, ALL, { png: PNG, pdf: PDF })

  it('names each frame and file after its source', () => {
    expect(outputs.map(({ id, kind, name, fileName }) => [id, kind, name, fileName])).toEqual([
      ['results', 'data-frame', 'Halfmax results Cell mortality', 'cell-mortality-results.csv'],
      ['report-html', 'file', 'Halfmax report Cell mortality', 'cell-mortality-report.html'],
      ['report-pdf', 'file', 'Halfmax PDF report Cell mortality', 'cell-mortality-report.pdf'],
      ['plot-png', 'file', 'Halfmax plot Cell mortality', 'cell-mortality-plot.png'],
      ['points', 'data-frame', 'Halfmax curve points Cell mortality', 'cell-mortality-curve-points.csv'],
      ['cleaned', 'data-frame', 'Halfmax cleaned input Cell mortality', 'cell-mortality-cleaned-input.csv'],
      ['curves-html', 'file', 'Halfmax all curves Cell mortality', 'cell-mortality-all-curves.html'],
      ['methods', 'file', 'Halfmax methods text Cell mortality', 'cell-mortality-methods.txt'],
    ])
  })

  it('passes the check of the push', () => {
    for (const output of outputs) expect(OutputInput.safeParse(output).success).toBe(true)
  })

  it('gives the same bytes for an equal context', () => {
    const again = buildOutputs(structuredClone(CONTEXT), ALL.toReversed(), {
      png: Uint8Array.from(PNG),
      pdf: Uint8Array.from(PDF),
    })
    expect(again.map(({ bytes }) => [...bytes])).toEqual(outputs.map(({ bytes }) => [...bytes]))
  })

  it('writes CSV that another reader takes apart the same way', () => {
    for (const { kind, bytes } of outputs) {
      if (kind !== 'data-frame') continue
      const { data, errors } = Papa.parse<string[]>(text(bytes), { newline: '\n' })
      expect(errors).toEqual([])
      expect(new Set(data.slice(0, -1).map((row) => row.length)).size).toBe(1)
      expect(data.flat().filter((cell) => /^(NaN|-?Infinity|null|undefined)$/.test(cell))).toEqual([])
    }
  })

  it('leaves out what was not chosen, has no picture, or would be an empty frame', () => {
    expect(buildOutputs(CONTEXT, ['results'], {}).map(({ id }) => id)).toEqual(['results'])
    expect(buildOutputs(CONTEXT, ['plot-png', 'report-pdf'], {})).toEqual([])
    const unfitted = outputContext([withFit(EXAMPLE_24H, { parameters: [] })])
    expect(buildOutputs(unfitted, ['points'], {})).toEqual([])
    expect(buildOutputs(outputContext([]), ['results', 'cleaned', 'curves-html', 'methods'], {})).toEqual([])
  })

  it('hands records on as text files of a kind that the tenant takes', () => {
    const records = buildOutputs(CONTEXT, ['r-script', 'fit-file'], { fitFile: '{}\n', rScript: '# R µM\n' })
    expect(records.map(({ name, fileName, bytes }) => [name, fileName, text(bytes)])).toEqual([
      ['Halfmax fit file Cell mortality', 'cell-mortality-fit-file.txt', '{}\n'],
      ['Halfmax R script Cell mortality', 'cell-mortality-r-script.txt', '# R µM\n'],
    ])
    for (const record of records) expect(OutputInput.safeParse(record).success).toBe(true)
    expect(buildOutputs(CONTEXT, ['fit-file', 'r-script'], {})).toEqual([])
  })

  it.each([
    ['no letters', '???', 'analysis-results.csv'],
    ['a path', '../../etc/passwd', 'etc-passwd-results.csv'],
    ['an accent and a Greek letter', 'Étude µM', 'etude-m-results.csv'],
    ['very long', 'x'.repeat(500), `${'x'.repeat(60)}-results.csv`],
  ])('makes a safe file name of %s', (_, frameName, expected) => {
    const [output] = buildOutputs({ ...CONTEXT, frameName }, ['results'], {})
    expect(output?.fileName).toBe(expected)
    expect(OutputInput.safeParse(output).success).toBe(true)
  })
})

describe('reportHtml', () => {
  it('holds the figure, the potency with its verdict, the methods and full precision', () => {
    const html = reportHtml(CONTEXT)
    expect(html).toContain('<svg xmlns')
    expect(html).toMatch(/IC50 \(relative\) 28\.7\u202fµM \(95\u202f% CI 23\.6 to 35\.0\)\. Estimated: /)
    expect(html).toContain('21 wells at 7 doses (0.3 to 300\u202fµM, 3 replicates; none excluded)')
    expect(html).toMatch(
      /<td[^>]*>11<\/td><td>—<\/td><td>by hand<\/td><td>same value as row 4<\/td><td>you<\/td>/,
    )
    expect(html).toContain('2 to 3 replicates; 1 excluded: same value as row 4)')
    expect(html).toMatch(/<td class="number">28\.6726581\d+<\/td>/)
  })

  it('runs nothing and fetches nothing', () => {
    const html = reportHtml(CONTEXT)
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|<script|<link|<img|<iframe|@import|src=|href=|\son\w+=/,
    )
  })

  it('gives ids that do not collide across pages of small multiples', () => {
    const curves = Array.from({ length: 14 }, (_, i) => ({ ...EXAMPLE_24H, cell: `CPD-${i}` }))
    const ids = [...reportHtml(outputContext(curves)).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toHaveLength(14)
    expect(new Set(ids).size).toBe(14)
  })

  it('keeps hostile names, units, reasons and texts as text', () => {
    const hostile =
      '</style></title><script>alert(1)</script><img src=x onerror="alert(1)">\'"&\u202E\u0007=1+1'
    const curve = {
      ...EXAMPLE_24H,
      curve: { ...EXAMPLE_24H.curve, label: hostile },
      cell: hostile,
      responseHeader: hostile,
      responseUnit: hostile,
      constraintText: hostile,
      policyTitle: hostile,
    }
    const exclusions = [
      { row: 1, responseColumn: 2, cause: 'hand' as const, reason: hostile, author: hostile, at: hostile },
    ]
    const html = reportHtml({
      ...CONTEXT,
      frameName: hostile,
      analysisId: hostile,
      curves: [curve],
      exclusions,
    })
    expect(html).not.toMatch(/<script|<img|\sonerror="/)
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202A-\u202E\u2066-\u2069]/)
  })
})
