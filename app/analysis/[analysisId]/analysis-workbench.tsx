'use client'

import type { Theme } from '@/components/ui/theme.ts'
import { Workbench } from '@/components/workbench/workbench.tsx'
import type { WorkbenchActions } from '@/lib/workbench/ports.ts'
import { exportDataFrame, loadAnalysis, retryPush, startPush } from './actions.ts'
import { workbenchReads } from './reads.ts'

const actions: WorkbenchActions = { loadAnalysis, exportDataFrame, startPush, retryPush }

export function AnalysisWorkbench({ analysisId, theme }: { analysisId: string; theme: Theme }) {
  return <Workbench analysisId={analysisId} theme={theme} actions={actions} reads={workbenchReads} />
}
