'use client'

import { useRouter } from 'next/navigation'
import type { Theme } from '@/components/ui/theme.ts'
import { StartPage } from '@/components/workbench/start-page.tsx'
import type { StartActions } from '@/lib/workbench/ports.ts'
import { openAnalysis, openSample } from './actions.ts'

const actions: StartActions = { openAnalysis, openSample }

export function Start({ theme }: { theme: Theme }) {
  const router = useRouter()
  return (
    <StartPage
      actions={actions}
      theme={theme}
      onOpened={({ analysisId }) => router.push(`/analysis/${encodeURIComponent(analysisId)}`)}
    />
  )
}
