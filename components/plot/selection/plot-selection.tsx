'use client'

import { Lasso, SquareDashed } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { Button } from '@/components/ui/button.tsx'
import type { FigureGeometry, GeometryPoint } from '@/lib/figure/geometry.ts'
import { oneCurve, pointAt, pointsInside, type Area } from './area.ts'
import styles from './plot-selection.module.css'
import { useAreaDrag, type Tool } from './use-area-drag.ts'

export interface CurveRows {
  readonly curveId: string
  readonly rows: readonly number[]
}

interface Props {
  readonly geometry: FigureGeometry
  /** The curve on show. */
  readonly curveId: string | null
  readonly selected: CurveRows | null
  /** What stands beside the tools while wells are selected. */
  readonly bar: ReactNode
  /** An area was drawn, or a point pressed while adding; null where that held no well. */
  onSelect(wells: CurveRows | null, how: 'only' | 'add' | 'toggle'): void
  /** A point pressed with a tool in hand. */
  onPick(point: GeometryPoint): void
}

const TOOLS = [
  { tool: 'box', name: 'Select wells by a box', keys: 'Shift and drag', Icon: SquareDashed },
  { tool: 'lasso', name: 'Select wells by a lasso', keys: 'Alt and drag', Icon: Lasso },
] as const

/** As far from a point as the plot's own clicks reach. */
const REACH_PX = 14

/** Box and lasso over the plot, with a mark around every selected well. Fills the plot. */
export function PlotSelection({ geometry, curveId, selected, bar, onSelect, onPick }: Props) {
  const ref = useRef<HTMLDivElement>(null)
  const [tool, setTool] = useState<Tool | null>(null)
  const { curves } = geometry
  const area = useAreaDrag(ref, {
    tool,
    acts: {
      onArea(drawn, isAdding) {
        onSelect(oneCurve(pointsInside(curves, drawn), curveId), isAdding ? 'add' : 'only')
      },
      onPress(place, isAdding) {
        const point = pointAt(curves, place, REACH_PX)
        if (point !== null && !isAdding) onPick(point)
        else if (point !== null) onSelect({ curveId: point.curveId, rows: [point.point.row] }, 'toggle')
        else if (!isAdding) onSelect(null, 'only')
      },
    },
  })
  useEffect(() => {
    const plot = ref.current?.parentElement
    // The cursor over the whole plot says what a drag does; a finger then draws and does not scroll.
    plot?.toggleAttribute('data-drawing', tool !== null)
  }, [tool])
  // The plot cuts off what reaches beyond it, and the tools stand above it.
  const [above, setAbove] = useState<Element | null>(null)
  useLayoutEffect(() => setAbove(ref.current?.parentElement?.parentElement ?? null), [])
  const drawn = area === null ? null : oneCurve(pointsInside(curves, area), curveId)
  return (
    <div ref={ref} className={styles.layer}>
      <svg className={styles.drawing} aria-hidden="true">
        <Marks geometry={geometry} wells={selected} />
        <Marks geometry={geometry} wells={drawn} />
        {area !== null && <path className={styles.area} d={areaPath(area)} />}
      </svg>
      {above && createPortal(<Tools tool={tool} bar={bar} onTool={setTool} />, above)}
    </div>
  )
}

interface ToolsProps {
  readonly tool: Tool | null
  readonly bar: ReactNode
  onTool(tool: Tool | null): void
}

function Tools({ tool, bar, onTool }: ToolsProps) {
  return (
    <div className={styles.tools}>
      {bar}
      <div className={styles.choice} role="group" aria-label="Select wells on the plot">
        {TOOLS.map(({ tool: own, name, keys, Icon }) => (
          <Button
            key={own}
            look="icon"
            size="compact"
            className={styles.tool}
            aria-label={name}
            aria-pressed={tool === own}
            title={`${name} (${keys})`}
            onClick={() => onTool(tool === own ? null : own)}
          >
            <Icon size={15} aria-hidden />
          </Button>
        ))}
      </div>
    </div>
  )
}

function Marks({ geometry, wells }: { readonly geometry: FigureGeometry; readonly wells: CurveRows | null }) {
  if (wells === null) return null
  const rows = new Set(wells.rows)
  return geometry.curves
    .flatMap(({ points }) => points)
    .filter(({ curveId, point }) => curveId === wells.curveId && rows.has(point.row))
    .map(({ point, x, y }) => <circle key={point.row} className={styles.mark} cx={x} cy={y} r={7.5} />)
}

function areaPath(area: Area): string {
  if (area.kind === 'lasso') return `M${area.path.map(({ x, y }) => `${x} ${y}`).join('L')}z`
  const { from, to } = area
  return `M${from.x} ${from.y}H${to.x}V${to.y}H${from.x}z`
}
