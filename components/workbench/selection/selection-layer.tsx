import { PlotSelection } from '@/components/plot/selection/plot-selection.tsx'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { Bench } from '../use-bench.ts'
import { selectOnPlot } from './select-on-plot.ts'
import SelectionBar from './selection-bar.tsx'

interface Props {
  readonly bench: Bench
  readonly geometry: FigureGeometry
}

/** Box and lasso on the plot, and the wells selected together. */
export default function SelectionLayer({ bench, geometry }: Props) {
  const { selection, curve } = bench
  return (
    <PlotSelection
      geometry={geometry}
      curveId={curve?.id ?? null}
      selected={selection}
      bar={selection?.place === 'plot' && <SelectionBar bench={bench} />}
      onSelect={(wells, how) => {
        if (wells !== null) selectOnPlot(bench, wells, how)
        else if (how === 'only') bench.selectWells(null)
      }}
      onPick={({ curveId, point }) => {
        bench.selectWells(null)
        bench.selectPoint(point.row, curveId)
      }}
    />
  )
}
