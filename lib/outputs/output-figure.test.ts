import { describe, expect, it } from 'vitest'
import { EXAMPLE_24H, outputContext } from './output-fixture.ts'
import { outputFigure, outputLabel } from './output-figure.ts'
import { resultsTable } from './results-table.ts'
import type { FittedCurve } from './types.ts'

/** Curves of as many samples, two to a label, which count how often their label is read. */
function countedCurves(count: number) {
  const reads = { count: 0 }
  const curves = Array.from({ length: count }, (_, place): FittedCurve => {
    const label = `${Math.floor(place / 2)} h`
    const curve = Object.defineProperty({ ...EXAMPLE_24H.curve, id: `${place}` }, 'label', {
      get: () => {
        reads.count += 1
        return label
      },
    })
    return { ...EXAMPLE_24H, curve, cell: `sample ${place}` }
  })
  return { curves, reads }
}

describe('labels of curves in outputs', () => {
  it('name the sample where several curves share one', () => {
    const { curves } = countedCurves(5)
    expect(curves.map((curve) => outputLabel(curves, curve))).toEqual([
      'sample 0, 0 h',
      'sample 1, 0 h',
      'sample 2, 1 h',
      'sample 3, 1 h',
      '2 h',
    ])
  })

  it('are found without reading all the others for each', () => {
    const { curves, reads } = countedCurves(400)
    for (const curve of curves) outputLabel(curves, curve)
    expect(reads.count).toBeLessThanOrEqual(3 * curves.length)
  })
})

describe('several outputs of one context', () => {
  it('are made from one figure and one table', () => {
    const context = outputContext([EXAMPLE_24H])
    expect(outputFigure(context)).toBe(outputFigure(context))
    expect(resultsTable(context)).toBe(resultsTable(context))
  })

  it('are made anew for another context', () => {
    const context = outputContext([EXAMPLE_24H])
    const other = { ...context, frameName: 'Another name' }
    expect(outputFigure(other).title).toBe('Another name')
    expect(outputFigure(context).title).toBe(context.frameName)
  })
})
