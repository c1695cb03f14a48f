'use client'

import dynamic from 'next/dynamic'
import { PlotSkeleton } from './plot-skeleton.tsx'

/** The plot with Plotly in a chunk of its own, which loads beside the table; never rendered on the server. */
export const CurvePlotLazy = dynamic(async () => (await import('./curve-plot.tsx')).CurvePlot, {
  ssr: false,
  loading: PlotSkeleton,
})
