'use client'

import type { Theme } from '@/components/ui/theme.ts'
import { localActions, localReads } from '@/components/workbench/local/local-source.ts'
import { Workbench } from '@/components/workbench/workbench.tsx'
import { readReportFonts } from '../../report-fonts.ts'

const reads = { ...localReads, fonts: readReportFonts }

interface Props {
  readonly tableId: string
  readonly theme: Theme
  readonly version: string
}

/** The same workbench on a table of this browser: no server action is within its reach. */
export function LocalWorkbench({ tableId, ...props }: Props) {
  return <Workbench {...props} analysisId={tableId} actions={localActions} reads={reads} />
}
