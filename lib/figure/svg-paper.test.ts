import { describe, expect, it } from 'vitest'
import { CURVE_24H, MORTALITY_FIGURE } from './figure-fixture.ts'
import { PAPER_WIDTH_MM, paperFigure, type PaperOptions, type PaperWidth } from './svg-paper.ts'

const OPTIONS: PaperOptions = { width: 'column', band: 'confidence', hasMeanSd: false, doseScale: 'unit' }
const numbers = (svg: string, pattern: RegExp) => [...svg.matchAll(pattern)].map(([, value]) => Number(value))

describe.each<PaperWidth>(['column', 'page'])('paperFigure, %s', (width) => {
  const { svg, widthMm, heightMm } = paperFigure(MORTALITY_FIGURE, { ...OPTIONS, width })
  const [boxWidth = 0, boxHeight = 0] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [])
    .slice(1)
    .map(Number)

  it('is as wide as printed, in millimetres, at one scale for both sides', () => {
    expect(svg).toMatch(new RegExp(`<svg [^>]*width="${PAPER_WIDTH_MM[width]}mm"`))
    expect(widthMm).toBe(PAPER_WIDTH_MM[width])
    expect(boxWidth / boxHeight).toBeCloseTo(widthMm / heightMm, 3)
  })

  it('prints every text at 7 to 9 pt', () => {
    const pointsPerUnit = ((widthMm / 25.4) * 72) / boxWidth
    const sizes = numbers(svg, /font-size="([\d.]+)"/g)
    expect(sizes.length).toBeGreaterThan(0)
    for (const size of sizes) {
      expect(size * pointsPerUnit).toBeGreaterThanOrEqual(7)
      expect(size * pointsPerUnit).toBeLessThanOrEqual(9)
    }
  })

  it('keeps every text inside, at the width of wide letters', () => {
    for (const [, attributes = '', text = ''] of svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)) {
      const [x = 0] = numbers(attributes, / x="([-\d.]+)"/g)
      const [y = 0] = numbers(attributes, / y="([-\d.]+)"/g)
      const length = [...text].length * 12 * 0.56
      const share = attributes.includes('"middle"') ? 0.5 : attributes.includes('"end"') ? 1 : 0
      expect(x - share * length).toBeGreaterThan(-6)
      expect(x + (1 - share) * length).toBeLessThan(boxWidth + 1)
      expect(y).toBeLessThan(boxHeight)
    }
  })

  it('says what is reported and what is drawn, and refers to nothing outside itself', () => {
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join(' ')
    expect(texts).toContain('24 h: IC50 22.9')
    expect(texts).toContain('95 % confidence of the mean')
    expect(texts).toContain('excluded (1)')
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|<script|<style|<image|href|url\((?!#)/,
    )
  })
})

describe('paperFigure', () => {
  it('names the band it draws, and none it does not', () => {
    expect(paperFigure(MORTALITY_FIGURE, { ...OPTIONS, band: 'prediction', level: 0.99 }).svg).toContain(
      '99 % prediction of a well',
    )
    expect(paperFigure(MORTALITY_FIGURE, { ...OPTIONS, band: 'none' }).svg).not.toMatch(
      /confidence|prediction|fill-opacity/,
    )
  })

  it('gives the potency its unit on an axis of log10 M', () => {
    const figure = { ...MORTALITY_FIGURE, doseUnit: 'µM' as const, curves: [CURVE_24H] }
    const { svg } = paperFigure(figure, { ...OPTIONS, doseScale: 'log10-molar' })
    expect(svg).toContain('log10 dose (M)')
    expect(svg).toMatch(/>22\.9\sµM<\/text>/)
  })

  it('draws a figure without a fit or a point', () => {
    const empty = { ...MORTALITY_FIGURE, curves: [{ ...CURVE_24H, points: [], band: null, potency: null }] }
    expect(paperFigure(empty, OPTIONS).svg).toContain('no potency reported')
    expect(paperFigure({ ...MORTALITY_FIGURE, curves: [] }, OPTIONS).svg).not.toMatch(/NaN/)
  })
})
