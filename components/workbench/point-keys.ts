import type { KeyboardEvent } from 'react'
import type { Bench } from './use-bench.ts'

/** Keys that act on the selected point and curve while the table has the focus; the plot has its own for points. */
export function pointKeys(bench: Bench, hasLetters: boolean): (event: KeyboardEvent) => void {
  const handleCurve = curveKeys(bench, hasLetters)
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape') bench.releasePoint()
    else if (hasLetters && /^x$/i.test(event.key)) {
      const { selectedRow, curve } = bench
      if (selectedRow !== null && curve) bench.toggleWells(bench.wellsWith(selectedRow, curve.id))
    } else handleCurve(event)
  }
}

/** A ready fit by its digit; what it takes to know them comes with the first one. */
async function take(bench: Bench, digit: number): Promise<void> {
  const { takeReadyFit } = await import('./alternatives/take-ready-fit.ts')
  takeReadyFit(bench, digit)
}

/** `1` to `8` take a ready fit, `[` and `]` go to the previous and the next curve. */
export function curveKeys(bench: Bench, hasLetters: boolean): (event: KeyboardEvent) => void {
  return (event) => {
    if (!hasLetters || event.ctrlKey || event.metaKey || event.altKey) return
    if (/^[1-8]$/.test(event.key)) void take(bench, Number(event.key))
    const move = event.key === '[' ? -1 : event.key === ']' ? 1 : 0
    const at = bench.curves.findIndex(({ id }) => id === bench.curve?.id)
    const next = bench.curves[at + move]
    if (move !== 0 && next) bench.selectCurve(next.id)
  }
}
