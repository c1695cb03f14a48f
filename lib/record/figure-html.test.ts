import { expect, it } from 'vitest'
import { CURVE_24H, MORTALITY_FIGURE } from '../figure/figure-fixture.ts'
import { paperFigure } from '../figure/svg-paper.ts'
import { figureHtml } from './figure-html.ts'

const HOSTILE = '</style><script>alert(1)</script><img src=x onerror="alert(1)">'

it('is one page that runs nothing, fetches nothing and keeps names as text', () => {
  const curve = { ...CURVE_24H, label: HOSTILE }
  const { svg } = paperFigure(
    { ...MORTALITY_FIGURE, title: HOSTILE, curves: [curve] },
    { width: 'column', band: 'none', hasMeanSd: false, doseScale: 'unit' },
  )
  const html = figureHtml({ title: HOSTILE, svg, notes: [HOSTILE], version: HOSTILE })
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  expect(html).toContain('<svg xmlns="http://www.w3.org/2000/svg" width="85mm"')
  expect(html.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
    /<script|<img|https?:|<[^>]*\s(?:src|href|on\w+)=/,
  )
})
