import { describe, expect, it } from 'vitest'
import { firstComparison, withOther, withReference, withShared } from './comparison-edits.ts'
import { chosenSeries } from './overlay-figure.ts'

const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, label: id.toUpperCase() }))
if (!a || !b || !c) throw new Error('three curves')

describe('edits of a comparison', () => {
  const start = firstComparison('a')

  it('keeps a reference that is replaced in the comparison, once there is one', () => {
    expect(withReference(start, b).comparison).toMatchObject({ reference: 'b', others: [] })
    const two = { ...start, others: ['b', 'c'] }
    expect(withReference(two, b).comparison).toMatchObject({ reference: 'b', others: ['a', 'c'] })
  })

  it('takes curves in and out by name', () => {
    const chosen = withOther(start, c, true)
    expect([chosen.label, chosen.comparison?.others]).toEqual(['compare C', ['c']])
    const out = withOther({ ...start, others: ['c', 'b'] }, c, false)
    expect([out.label, out.comparison?.others]).toEqual(['take C out of the comparison', ['b']])
  })

  it('shares and separates, in one order however it came about', () => {
    const separate = withShared(start, 'top', false)
    expect([separate.label, separate.comparison?.shared]).toEqual([
      'a top for each curve',
      ['bottom', 'hill'],
    ])
    const again = withShared({ ...start, shared: ['hill'] }, 'bottom', true)
    expect(again.comparison?.shared).toEqual(['bottom', 'hill'])
  })
})

describe('series of chosen curves', () => {
  const ids = Array.from({ length: 12 }, (_, i) => `c${i}`)
  const curves = ids.map((id) => ({
    id,
    label: id,
    groupValues: [id],
    responseColumn: 1,
    rows: new Uint32Array(),
    dose: new Float64Array(),
    response: new Float64Array(),
    replicate: new Uint16Array(),
    badCells: [],
  }))
  const seriesOf = new Map(ids.map((id, i) => [id, i % 5]))

  it('differ among up to five, the reference keeping its own', () => {
    const series = chosenSeries({ curves, seriesOf }, { reference: 'c5', others: ['c0', 'c10', 'c1', 'c6'] })
    expect(series.get('c5')).toBe(0)
    expect(new Set(series.values()).size).toBe(5)
  })

  it('stay their own where more are chosen than there are', () => {
    const series = chosenSeries({ curves, seriesOf }, { reference: 'c0', others: ids.slice(1, 8) })
    expect([...series].every(([id, one]) => one === seriesOf.get(id))).toBe(true)
  })
})
