import { describe, expect, it } from 'vitest'
import { CURVE_24H, CURVE_48H, manyCurves, MORTALITY_FIGURE } from './figure-fixture.ts'
import { seriesStyle } from './series.ts'
import { figurePageCount, figureSvg } from './svg.ts'
import type { FigureInput, FigurePoint } from './types.ts'

/** Whole px in attributes: a last digit that differs by machine must not fail the stored drawing. */
function rounded(svg: string): string {
  const whole = (attribute: string): string =>
    attribute.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number))))
  return svg.replace(/="[^"]*"/g, whole).replaceAll('><', '>\n<')
}

/** Markers of one colour: the children of its groups, and keys that carry the colour themselves. */
function marks(svg: string, fill: string, stroke = '#FFFFFF'): number {
  const own = `fill="${fill}" stroke="${stroke}"`
  const groups = svg.match(new RegExp(`<g ${own}>(<path[^>]*/>)+</g>`, 'g')) ?? []
  return groups.reduce((sum, group) => sum + count(group, '<path'), 0)
}

function count(svg: string, part: string): number {
  return svg.split(part).length - 1
}

describe('figureSvg', () => {
  const svg = figureSvg(MORTALITY_FIGURE)

  it('draws the R example', async () => {
    await expect(rounded(svg)).toMatchFileSnapshot('./snapshots/mortality.svg')
  })

  it('is the same text every time and refers to nothing outside itself', () => {
    expect(figureSvg(structuredClone(MORTALITY_FIGURE))).toBe(svg)
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|<script|<style|<image|href|url\((?!#)/,
    )
  })

  it('marks every replicate, and the excluded one as a crossed grey square on top', () => {
    expect(marks(svg, seriesStyle(0).light)).toBe(21)
    expect(marks(svg, seriesStyle(1).light)).toBe(20)
    expect(marks(svg, '#FFFFFF', '#6E7781')).toBe(1)
    expect(svg.indexOf('<g fill="#FFFFFF" stroke="#6E7781">')).toBeGreaterThan(
      svg.lastIndexOf('<g fill="#D55E00"'),
    )
    expect(svg).toContain('1 of 21 points excluded')
  })

  it('drops the potency at its place, with its number under the axis', () => {
    // 720 px wide: 620 px for -1..3; the axis is at 72 + 360.
    const x = Math.round((60 + ((Math.log10(22.92) + 1) / 4) * 620) * 100) / 100
    expect(svg).toContain(`<line x1="${x}" y1="`)
    expect(svg).toMatch(new RegExp(`x1="${x}" y1="[\\d.]+" x2="${x}" y2="432"`))
    expect(svg).toMatch(/>22\.9<\/text>/)
    expect(svg).toContain('24 h: IC50 22.9 µM; 21 points')
  })

  it('dashes only what lies beyond the tested doses of a solid series', () => {
    const blue = figureSvg({ ...MORTALITY_FIGURE, curves: [CURVE_24H] })
    const lines = blue.match(/<path[^>]*stroke="#0072B2"[^>]*stroke-width="2"[^>]*>/g) ?? []
    expect(lines).toHaveLength(3)
    expect(lines.filter((line) => line.includes('stroke-dasharray="3 3"'))).toHaveLength(2)
  })

  it('leaves out a band that the fit does not vouch for', () => {
    const open = figureSvg({ ...MORTALITY_FIGURE, curves: [CURVE_48H] })
    expect(open).not.toContain('fill-opacity="0.15"')
    expect(open).not.toContain('confidence')
  })

  it('names the level that its band has', () => {
    const curves = [{ ...CURVE_24H, level: 0.9 }]
    expect(figureSvg({ ...MORTALITY_FIGURE, curves })).toContain('>90\u202f% confidence of the mean<')
  })

  it('keeps the points of a curve that could not be fitted', () => {
    const curve = { ...CURVE_24H, band: null, potency: null, reportText: 'IC50 not determined' }
    const unfitted = figureSvg({ ...MORTALITY_FIGURE, curves: [curve] })
    expect(marks(unfitted, seriesStyle(0).light)).toBe(21)
    expect(unfitted).toContain('24 h: IC50 not determined; 21 points')
  })

  it('never prints NaN, even for a dose or response that has no place', () => {
    const bad = { row: 99, dose: Number.NaN, response: 5, replicate: 1, isExcluded: false, reason: null }
    const points = [...CURVE_24H.points, bad, { ...bad, dose: -1 }, { ...bad, dose: 1, response: Number.NaN }]
    expect(figureSvg({ ...MORTALITY_FIGURE, curves: [{ ...CURVE_24H, points }] })).not.toMatch(/NaN|Infinity/)
  })
})

describe('many curves', () => {
  it('are small multiples, twelve to a page, on one scale', async () => {
    const input = manyCurves(14)
    expect(figurePageCount(input)).toBe(2)
    const [first, second] = [figureSvg(input), figureSvg(input, { page: 1 })]
    expect(count(first, '<clipPath')).toBe(12)
    expect(count(second, '<clipPath')).toBe(2)
    expect(second).toContain('CPD-0014')
    expect(first).not.toContain('CPD-0013')
    await expect(rounded(second)).toMatchFileSnapshot('./snapshots/multiples-page-2.svg')
  })

  it('are one over grey where one is highlighted', () => {
    const svg = figureSvg({ ...manyCurves(7), highlightedId: 'CPD-0003' })
    expect(figurePageCount({ ...manyCurves(7), highlightedId: 'CPD-0003' })).toBe(1)
    expect(marks(svg, seriesStyle(2).light)).toBe(21)
    expect(svg).not.toContain(seriesStyle(1).light)
    expect(svg).not.toContain('CPD-0004')
  })
})

describe('what took a point out', () => {
  const withCauses = (causes: readonly FigurePoint['cause'][]): FigureInput => ({
    ...MORTALITY_FIGURE,
    curves: [
      {
        ...CURVE_24H,
        points: CURVE_24H.points.map((point, i) => {
          const cause = causes[i]
          return cause ? { ...point, isExcluded: true, reason: 'so', cause } : point
        }),
      },
    ],
  })
  const outlines = (svg: string, dash: string) => count(svg, `stroke-dasharray="${dash}"`)
  // The other dashes of the drawing are those of the curve beyond its doses: none of the two.
  const [RULE, FLAG] = ['3 2', '0.1 2.6']

  it('is dashed for a rule, dotted for a column of the table, and named with its count', () => {
    const svg = figureSvg(withCauses(['rule', 'flag', 'hand', 'rule']))
    // One more each in the key.
    expect(outlines(svg, RULE)).toBe(3)
    expect(outlines(svg, FLAG)).toBe(2)
    for (const text of ['excluded (4)', 'by rule (2)', 'by flag (1)'])
      expect(svg).toContain(`>${text}</text>`)
  })

  it('is not said of points that a person took out', () => {
    const svg = figureSvg(withCauses(['hand', 'hand']))
    expect(outlines(svg, RULE) + outlines(svg, FLAG)).toBe(0)
    expect(svg).not.toMatch(/by rule|by flag|by hand/)
  })
})

describe('hostile text', () => {
  const hostile = '</title><script>alert(1)</script>"\' onload=x &amp; \u202Eevil\u0000\u0007\uD800'
  const svg = figureSvg({
    title: hostile,
    doseLabel: hostile,
    responseLabel: hostile,
    curves: [
      { ...CURVE_24H, id: hostile, label: hostile, reportText: hostile },
      { ...CURVE_48H, label: hostile },
    ],
    highlightedId: null,
  })

  it('stays text', () => {
    expect(svg).not.toMatch(/<script|<\/title>(?!<rect)|="[^"]*onload/)
    expect(svg).toContain('&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(svg).toContain('&amp;amp;')
  })

  it('holds no control, direction or broken characters', () => {
    expect(svg).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/)
    expect(svg.isWellFormed()).toBe(true)
  })
})
