'use client'

import type { Theme } from '@/components/ui/theme.ts'
import { Workbench } from '@/components/workbench/workbench.tsx'
import type { WorkbenchActions } from '@/lib/workbench/ports.ts'
import { readReportFonts } from '../../report-fonts.ts'
import { cancelBatch, loadAnalysis, pushBatch, retryPush, startBatch, startPush } from './actions.ts'
import { exportDataFrame } from './export-data-frame.ts'
import { refitReads, workbenchReads } from './reads.ts'
import { startPushWithinLimit } from './start-push-within-limit.ts'

const actions: WorkbenchActions = {
  loadAnalysis,
  exportDataFrame,
  startPush: startPushWithinLimit(startPush),
  retryPush,
}

const reads = {
  ...workbenchReads,
  fonts: readReportFonts,
  refits: { ...refitReads, start: startBatch, cancel: cancelBatch, push: pushBatch },
}

interface Props {
  readonly analysisId: string
  readonly theme: Theme
  readonly version: string
}

export function AnalysisWorkbench(props: Props) {
  return <Workbench {...props} actions={actions} reads={reads} />
}
