import { describe, expect, it } from 'vitest'
import { figureGeometry } from '@/lib/figure/geometry.ts'
import type { FigureInput } from '@/lib/figure/types.ts'
import { fitCurve } from '@/lib/fit/fit-curve.ts'
import { ghostLine } from './ghost-line.ts'
import { PLAIN_REQUEST } from '@/lib/fit/testing/plain-request.ts'

const FREE = { kind: 'free' } as const
const dose = Float64Array.of(0.1, 0.3, 1, 3, 10, 30, 100)

function fitOf(bottom: number, top: number) {
  return fitCurve({
    ...PLAIN_REQUEST,
    dose,
    response: dose.map((one, i) => bottom + (top - bottom) / (1 + 3 / one) + (i % 2 ? 0.1 : -0.1)),
    constraints: { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE },
    detail: 'drag',
  })
}

const input: FigureInput = {
  title: 't',
  doseLabel: 'Dose (nM)',
  responseLabel: 'Inhibition (%)',
  curves: [
    {
      id: 'other',
      label: 'other',
      series: 0,
      points: [...dose].map((one, row) => ({
        row,
        dose: one,
        response: row < 4 ? 0 : 100,
        replicate: 1,
        isExcluded: false,
        reason: null,
      })),
      band: null,
      testedRange: [0.1, 100],
      potency: null,
    },
  ],
  highlightedId: 'other',
}
const geometry = figureGeometry(input, { area: { x: 50, y: 20, width: 500, height: 300 } })

function pointsOf(path: string) {
  return [...path.matchAll(/[ML](\S+?) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
}

describe('the ghost of the reference', () => {
  it('passes half its height at its midpoint, across the whole dose axis', () => {
    const { path } = ghostLine(fitOf(0, 100), 'R, reference', geometry)
    const points = pointsOf(path)
    expect(points[0]?.[0]).toBeCloseTo(geometry.xOf(geometry.dose.domain[0]), 0)
    expect(points.at(-1)?.[0]).toBeCloseTo(geometry.xOf(geometry.dose.domain[1]), 0)
    const half = geometry.yOf(50)
    const crossing = points.find(([, y]) => y <= half)
    expect(Math.abs((crossing?.[0] ?? 0) - geometry.xOf(Math.log10(3)))).toBeLessThan(8)
  })

  it('keeps its name inside the plot and off the points', () => {
    const { label } = ghostLine(fitOf(0, 100), 'R, reference', geometry)
    if (!label) throw new Error('no name')
    const { area } = geometry
    expect(label.x).toBeGreaterThanOrEqual(area.x)
    expect(label.y).toBeLessThanOrEqual(area.y + area.height)
    const box = { left: label.x, right: label.x + 80, top: label.y - 12, bottom: label.y + 3 }
    const covered = geometry.curves[0]?.points.filter(
      ({ x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom,
    )
    expect(covered).toEqual([])
  })

  it('is cut where it leaves the plot, and gone where it lies outside', () => {
    const cut = pointsOf(ghostLine(fitOf(0, 300), 'R', geometry).path)
    const { area } = geometry
    expect(cut.length).toBeGreaterThan(10)
    expect(cut.every(([, y]) => y >= area.y && y <= area.y + area.height)).toBe(true)
    expect(ghostLine(fitOf(400, 500), 'R', geometry)).toEqual({ path: '', label: null })
  })
})
