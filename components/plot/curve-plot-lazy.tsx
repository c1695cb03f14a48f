'use client'

import dynamic from 'next/dynamic'
import { useState, type ComponentType } from 'react'
import type { CurvePlotProps } from './curve-plot.tsx'
import { PlotSkeleton } from './plot-skeleton.tsx'

let loaded: ComponentType<CurvePlotProps> | null = null

/** Fetches the plot with Plotly, in a chunk of its own. Rejects where the chunk cannot be had. */
export async function loadCurvePlot(): Promise<ComponentType<CurvePlotProps>> {
  const { CurvePlot } = await import('./curve-plot.tsx')
  loaded = CurvePlot
  return CurvePlot
}

const Waiting = dynamic(loadCurvePlot, { ssr: false, loading: PlotSkeleton })

/**
 * The plot, which loads beside the table; never rendered on the server. Where it is there already it is drawn at once: a
 * lazy component would show its skeleton first, and React then holds the plot back for 300 ms.
 */
export function CurvePlotLazy(props: CurvePlotProps) {
  const [Ready] = useState(() => loaded)
  return Ready === null ? <Waiting {...props} /> : <Ready {...props} />
}
