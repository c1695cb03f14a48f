import type { KeyboardEvent } from 'react'
import { expect, it, vi } from 'vitest'
import { curveKeys, pointKeys } from './point-keys.ts'
import type { Bench } from './use-bench.ts'

const press = (key: string) => ({ key, ctrlKey: false, metaKey: false, altKey: false }) as KeyboardEvent

/** Row 13 of curve b is selected. */
function benchOfThree() {
  const bench = {
    curve: { id: 'b' },
    curves: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    selectedRow: 13,
    wellsWith: (row: number, curveId: string) => ({ rows: [row], curveId }),
    toggleWells: vi.fn<Bench['toggleWells']>(),
    selectCurve: vi.fn<Bench['selectCurve']>(),
  }
  return { bench: bench as unknown as Bench, ...bench }
}

it('X acts on the well that is selected', () => {
  const { bench, toggleWells } = benchOfThree()
  pointKeys(bench, true)(press('x'))
  expect(toggleWells).toHaveBeenCalledExactlyOnceWith({ rows: [13], curveId: 'b' })
})

it('brackets go on from the curve that is selected', () => {
  const { bench, selectCurve } = benchOfThree()
  curveKeys(bench, true)(press(']'))
  expect(selectCurve).toHaveBeenCalledExactlyOnceWith('c')
})

it('letters do nothing where they are turned off', () => {
  const { bench, toggleWells, selectCurve } = benchOfThree()
  pointKeys(bench, false)(press('x'))
  pointKeys(bench, false)(press(']'))
  expect(toggleWells).not.toHaveBeenCalled()
  expect(selectCurve).not.toHaveBeenCalled()
})
