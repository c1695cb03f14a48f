import { useMemo } from 'react'
import type { ReactNode } from 'react'
import type { Theme } from '@/components/ui/theme.ts'
import { PlotSkeleton } from '@/components/plot/plot-skeleton.tsx'
import type { ColumnMapping, DataFrame } from '@/lib/data-frame/types.ts'
import type { AnalysisSummary } from '@/lib/workbench/ports.ts'
import { DataFrameTable } from './data-frame-table.tsx'
import { HeaderBar } from './header-bar.tsx'
import { tableColumns } from './table-columns.ts'
import type { TableModel } from './table-model.ts'
import type { LoadedFrame } from './use-frame.ts'
import { WorkbenchLayout } from './workbench-layout.tsx'

interface Props {
  readonly analysis: AnalysisSummary
  readonly frameId: string | null
  readonly theme: Theme
  /** The rows so far, or null before the first. */
  readonly loaded: LoadedFrame | null
  /** In place of the plot: why there are no rows. */
  readonly problem: ReactNode | null
  onChooseFrame(frameId: string): void
}

/** The page while its rows arrive, or when they cannot: the frame can still be changed. */
export function LoadingWorkbench({ analysis, frameId, theme, loaded, problem, onChooseFrame }: Props) {
  const nothing = () => undefined
  return (
    <WorkbenchLayout
      header={
        <HeaderBar
          analysis={analysis}
          frameId={frameId}
          theme={theme}
          saveState={null}
          undoLabel={null}
          redoLabel={null}
          isPushOpen={false}
          pushBlockedReason="There is no curve yet"
          onChooseFrame={onChooseFrame}
          isHistoryOpen={false}
          onHistory={nothing}
          onUndo={nothing}
          onRedo={nothing}
          onHelp={null}
          onPush={nothing}
        />
      }
      table={loaded ? <ArrivingTable loaded={loaded} /> : null}
      plot={problem ?? <PlotSkeleton />}
      potency={null}
      closer={null}
      parameters={null}
      push={null}
      onClosePush={nothing}
    />
  )
}

function ArrivingTable({ loaded }: { loaded: LoadedFrame }) {
  const model = useMemo(() => plainModel(loaded.frame), [loaded.frame])
  const nothing = () => undefined
  return (
    <DataFrameTable
      name={loaded.name}
      model={model}
      selectedRow={null}
      isLoading={!loaded.isComplete}
      onSelect={nothing}
      onToggle={nothing}
    />
  )
}

const NO_MAPPING: ColumnMapping = {
  dose: null,
  responses: [],
  groups: [],
  replicate: null,
  role: null,
  doseUnit: 'unknown',
  responseUnit: '',
}

function plainModel(frame: DataFrame): TableModel {
  return {
    frame,
    columns: tableColumns({
      frame,
      mapping: NO_MAPPING,
      activeResponse: null,
      activeLabel: '',
      hasGroups: false,
    }),
    derived: { replicates: new Map(), residuals: new Map() },
    exclusions: {},
    badCells: new Map(),
    activeResponse: null,
    seriesOf: new Map(),
    residualDecimals: 0,
    exclusionText: '',
    curveRows: null,
  }
}
