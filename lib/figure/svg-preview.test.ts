import { describe, expect, it } from 'vitest'
import { manyCurves, MORTALITY_FIGURE } from './figure-fixture.ts'
import { figurePreview } from './svg-preview.ts'

describe('figurePreview', () => {
  it('lays a few curves out at preview size, every text of a readable size, with what is reported', () => {
    const { svg, width, omission } = figurePreview(MORTALITY_FIGURE)
    expect(width).toBe(252)
    expect(omission).toBeNull()
    const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size))
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11)
    expect(svg).toContain('>24 h: IC50 ')
    expect(svg).toContain('>48 h: IC50 ')
  })

  it('shows the first panels of many curves and says so', () => {
    const { svg, omission } = figurePreview(manyCurves(48))
    expect(omission).toBe('first 4 of 48 curves')
    expect(svg).not.toContain('of 12')
    expect(svg).toContain('CPD-0004')
    expect(svg).not.toContain('CPD-0005')
  })

  it('escapes hostile names', () => {
    const [curve] = MORTALITY_FIGURE.curves
    if (curve === undefined) throw new Error('no curve')
    const { svg } = figurePreview({
      ...MORTALITY_FIGURE,
      curves: [{ ...curve, label: '<script>x</script>' }],
    })
    expect(svg).not.toContain('<script')
  })
})
