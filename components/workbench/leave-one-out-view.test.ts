import { describe, expect, it } from 'vitest'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { leaveOneOutView } from './leave-one-out-view.ts'

/** `replicates` wells at each dose, rows in order. */
function curveOf(doses: readonly number[], replicates: number): CurveData {
  const wells = doses.flatMap((dose) => Array.from({ length: replicates }, (_, i) => ({ dose, rep: i + 1 })))
  return {
    id: 'c',
    label: 'c',
    responseColumn: 1,
    dose: Float64Array.from(wells, ({ dose }) => dose),
    response: Float64Array.from(wells, () => 0),
    replicate: wells.map(({ rep }) => rep),
    rows: wells.map((_, i) => i),
  } as unknown as CurveData
}

function viewOf(
  curve: CurveData,
  multiples: readonly number[],
  limits: readonly [number, number] = [-0.1, 0.1],
) {
  return leaveOneOutView({
    curve,
    isIncluded: multiples.map(() => true),
    multiples: Float64Array.from(multiples),
    potencyText: '22.9',
    potencyName: 'IC50',
    doseUnit: 'µM',
    limits,
  })
}

describe('leaveOneOutView', () => {
  it('draws the potency in the middle, the interval round it and each well where it moves it', () => {
    const view = viewOf(curveOf([1, 10], 1), [1, 10 ** 0.1])
    // Half a cell is 0.1 / 0.7 = 0.142857 on log10: the interval ends at 0.5 ± 0.35.
    expect(view?.band[0]).toBeCloseTo(0.15, 12)
    expect(view?.band[1]).toBeCloseTo(0.85, 12)
    const [row] = view?.replicates ?? []
    expect(row?.cells[0]?.whisker).toBeCloseTo(0.5, 12)
    expect(row?.cells[1]?.whisker).toBeCloseTo(0.85, 12)
  })

  it('marks the well that carries the potency out of its interval, and keeps its line in the cell', () => {
    const view = viewOf(curveOf([1, 10], 1), [1.25, 40])
    const [row] = view?.replicates ?? []
    // log10 1.25 = 0.0969
    expect(row?.cells.map((cell) => cell?.isDeciding)).toEqual([false, true])
    expect(row?.cells[1]?.whisker).toBe(1)
    expect(row?.cells[1]?.spoken).toBe('Row 2, ×40.0 without it, outside the interval')
    expect(view?.most).toBe('most: row 2, ×40.0')
  })

  it('takes a fit that fails for the largest change', () => {
    const view = viewOf(curveOf([1, 10], 1), [2, Number.NaN])
    expect(view?.most).toBe('most: row 2, no fit')
    expect(view?.replicates[0]?.cells[1]).toMatchObject({ text: 'no fit', isDeciding: true, whisker: null })
  })

  it('lets an open side run to the edge, where nothing can leave it', () => {
    const view = viewOf(curveOf([1, 10], 1), [1, 50], [-0.1, Infinity])
    expect(view?.band[1]).toBe(1)
    expect(view?.replicates[0]?.cells[1]?.isDeciding).toBe(false)
  })

  it('shows of many replicates the one that moves the potency most at each dose', () => {
    const view = viewOf(curveOf([1, 10], 8), [1, 1, 0.8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.1, 1, 1])
    expect(view?.replicates).toHaveLength(1)
    expect(view?.replicates[0]?.replicate).toBeNull()
    expect(view?.replicates[0]?.cells.map((cell) => cell?.row)).toEqual([2, 13])
  })

  it('shows the same where replicates are numbered anew in each run, rather than the last of each number', () => {
    const curve = curveOf([1, 10], 4)
    const runs = { ...curve, replicate: Uint16Array.of(1, 2, 1, 2, 1, 2, 1, 2) }
    const view = viewOf(runs, [1.3, 1, 1, 1, 1, 0.7, 1, 1])
    expect(view?.most).toBe('most: row 6, ×0.70')
    expect(view?.replicates).toHaveLength(1)
    expect(view?.replicates[0]?.cells.map((cell) => cell?.row)).toEqual([0, 5])
  })

  it('is no strip of 25 doses', () => {
    const doses = Array.from({ length: 25 }, (_, i) => 2 ** i)
    expect(
      viewOf(
        curveOf(doses, 1),
        doses.map(() => 1),
      ),
    ).toBeNull()
  })
})
