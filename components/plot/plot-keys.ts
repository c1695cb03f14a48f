import type { KeyboardEvent } from 'react'
import type { FigureGeometry, GeometryPoint } from '@/lib/figure/geometry.ts'
import type { CurveRows } from './selection/plot-selection.tsx'
import { isStepKey, stepPoint } from './point-steps.ts'

interface KeyProps {
  readonly onSelectPoint: (row: number, curveId: string) => void
  readonly onTogglePoint: (row: number, curveId: string) => void
  readonly onMark?: (wells: CurveRows, how: 'add' | 'toggle') => void
  readonly onFitView?: () => void
  readonly onEscape?: () => void
  readonly hasLetterKeys?: boolean
}

interface KeyContext {
  readonly props: KeyProps
  readonly geometry: FigureGeometry
  readonly selected: GeometryPoint | null
}

/** Keys of the focused plot; others bubble to the page. */
export function handleKey(event: KeyboardEvent, { props, geometry, selected }: KeyContext): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const hasLetters = props.hasLetterKeys ?? true
  if (isStepKey(event.key)) {
    event.preventDefault()
    const from = selected === null ? null : { row: selected.point.row, curveId: selected.curveId }
    // What is marked together is of one curve.
    const curves = geometry.curves.filter(
      ({ curve }) => !event.shiftKey || from === null || curve.id === from.curveId,
    )
    const next = stepPoint(curves, from, event.key)
    if (next === null) return
    const to = { row: next.point.row, curveId: next.curveId }
    const rows = from === null ? [to.row] : [from.row, to.row]
    if (event.shiftKey) props.onMark?.({ rows, curveId: to.curveId }, 'add')
    if (next === selected) return
    props.onSelectPoint(to.row, to.curveId)
  } else if (event.key === ' ' && selected !== null && event.target === event.currentTarget) {
    event.preventDefault()
    props.onMark?.({ rows: [selected.point.row], curveId: selected.curveId }, 'toggle')
  } else if (event.key === 'Escape') props.onEscape?.()
  else if (hasLetters && /^x$/i.test(event.key) && selected !== null) {
    props.onTogglePoint(selected.point.row, selected.curveId)
  } else if (hasLetters && /^f$/i.test(event.key)) props.onFitView?.()
}
