import fontkit from '@cantoo/fontkit'
import { readFileSync } from 'node:fs'
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { describe, expect, it, vi } from 'vitest'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext, withFit } from '../output-fixture.ts'
import type { FittedCurve } from '../types.ts'
import { pdfText } from './pdf-text.ts'
import { reportPdf } from './report-pdf.ts'

const named = (fitted: FittedCurve, label: string): FittedCurve => ({
  ...fitted,
  curve: { ...fitted.curve, id: label, label },
})

/** As a reader finds it: fonts name their micro sign as the Greek letter. */
async function pagesOf(bytes: Uint8Array): Promise<readonly string[]> {
  const { text } = await extractText(await getDocumentProxy(Uint8Array.from(bytes)))
  return text.map((page) => page.replaceAll('\u00a0', ' ').replaceAll('\u03bc', 'µ'))
}

describe('the PDF report', () => {
  it('has source, methods and summary, then a panel of every curve', async () => {
    const bytes = await reportPdf(outputContext([EXAMPLE_24H, EXCLUDED_48H]))
    const pages = await pagesOf(bytes)
    expect(pages).toHaveLength(2)
    expect(pages[0]).toContain('Analysis ana_Tx98nkEm, data frame Cell mortality. Halfmax 0.1.0.')
    expect(pages[0]).toMatch(/24 h\s+28\.7 µM\s+23\.6 to 35\.0 µM\s+Estimated\s+Not reviewed/)
    expect(pages[0]).toContain('20 of 21')
    expect(pages[0]).toContain('1 excluded: same value as row 4')
    expect(pages[1]).toContain('IC50 (relative) 28.7 µM (95 % CI 23.6 to 35.0)')
    expect(pages[1]).toContain('Mortality (%) against Dose (µM), one scale for all')
    expect(pages[1]).toContain('2 of 2')
    const { info } = await getMeta(await getDocumentProxy(bytes))
    expect(info).toMatchObject({ Title: 'Cell mortality', Producer: 'Halfmax 0.1.0' })
    expect(info).not.toHaveProperty('CreationDate')
  })

  it('repeats the head of a long summary and draws eight panels a page', async () => {
    const many = Array.from({ length: 120 }, (_, n) =>
      named(EXAMPLE_24H, `CPD-${String(n).padStart(4, '0')}`),
    )
    const pages = await pagesOf(await reportPdf(outputContext(many)))
    const [summary, panels] = [
      pages.filter((page) => page.includes('Verdict')),
      pages.filter((page) => page.includes('one scale for all')),
    ]
    expect(summary.length).toBeGreaterThan(1)
    expect(panels).toHaveLength(15)
    expect(summary.length + panels.length).toBe(pages.length)
    for (const label of ['CPD-0000', 'CPD-0119']) {
      expect(summary.some((page) => page.includes(label))).toBe(true)
      expect(panels.some((page) => page.includes(label))).toBe(true)
    }
  })

  it('never shows a limit without its sign, nor a value where none is reported', async () => {
    const { relative } = EXAMPLE_24H.fit
    const beyond = withFit(EXAMPLE_24H, {
      relative: { ...relative, logDose: 2, qualifier: '>', interval: null },
    })
    const none = withFit(EXAMPLE_24H, {
      relative: {
        ...relative,
        qualifier: null,
        interval: null,
        verdict: { ...relative.verdict, kind: 'not-determined' },
      },
    })
    const text = (await pagesOf(await reportPdf(outputContext([named(beyond, 'A'), named(none, 'B')])))).join(
      ' ',
    )
    expect(text).toContain('> 100 µM')
    expect(text).not.toMatch(/(?<!> )100 µM/)
    expect(text).not.toContain('28.7')
    expect(text).toContain('IC50 not determined')
  })

  it('gives the same bytes for the same state', async () => {
    const context = outputContext([EXAMPLE_24H, EXCLUDED_48H])
    expect(await reportPdf(structuredClone(context))).toEqual(await reportPdf(context))
  })

  it('survives names of any script, and no curve at all', async () => {
    const names = ['中文', 'α-tocopherol ≥ 1', '\u202eabc\u0000', '('.repeat(200), '😀']
    const pages = await pagesOf(
      await reportPdf(outputContext(names.map((name, n) => named(EXAMPLE_24H, `${n} ${name}`)))),
    )
    expect(pages.join(' ')).toContain('0 [U+4E2D][U+6587]')
    expect(pages.join(' ')).toContain('1 alpha-tocopherol >= 1')
    expect(pages[0]).toContain('that the font of this report lacks are written out or by code point')
    expect(await pagesOf(await reportPdf(outputContext([])))).toHaveLength(1)
  })
})

describe('with fonts that have more letters', () => {
  const fontOf = (name: string) =>
    new Uint8Array(readFileSync(new URL(`../../../public/fonts/${name}.ttf`, import.meta.url)))
  const files = { fontkit, regular: fontOf('Roboto-Regular'), bold: fontOf('Roboto-Medium') }
  const loadFonts = () => Promise.resolve(files)
  const reportOf = (...names: readonly string[]) =>
    reportPdf(outputContext(names.map((name) => named(EXAMPLE_24H, name))), { loadFonts })

  it('writes Greek, Cyrillic, further Latin letters and signs of mathematics as they are', async () => {
    const bytes = await reportOf('α-токоферол', 'Łódź ≥ 1', 'Ελένη Δ')
    const text = (await pagesOf(bytes)).join(' ')
    for (const name of ['α-токоферол', 'Łódź ≥ 1', 'Ελένη Δ']) expect(text).toContain(name)
    expect(text).not.toContain('[U+')
    expect(text).not.toContain('font of this report')
    // Some dozens of letters of each font, not all of them.
    expect(bytes.byteLength).toBeLessThan(120_000)
    expect(await reportOf('α-токоферол', 'Łódź ≥ 1', 'Ελένη Δ')).toEqual(bytes)
  })

  it('says once what remains', async () => {
    const text = (await pagesOf(await reportOf('α 中文'))).join(' ')
    expect(text).toContain('α [U+4E2D][U+6587]')
    expect(text.match(/2 characters that the font of this report lacks/g)).toHaveLength(1)
  })

  it('asks for none where the standard fonts have all letters', async () => {
    const asked = vi.fn<typeof loadFonts>(loadFonts)
    await reportPdf(outputContext([EXAMPLE_24H]), { loadFonts: asked })
    expect(asked).not.toHaveBeenCalled()
  })
})

it.each([
  ['1.23×10⁻⁴\u202fµM', '1.23×10^–4\u00a0µM'],
  ['1/ŷ² and R²', '1/fitted y² and R²'],
  ['−5', '–5'],
])('writes %j with what the fonts have', (text, expected) => {
  expect(pdfText(text)).toBe(expected)
})
