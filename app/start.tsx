'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { Theme } from '@/components/ui/theme.ts'
import { localActions } from '@/components/workbench/local/local-source.ts'
import { openAhead } from '@/components/workbench/open-ahead.ts'
import { preloadBench } from '@/components/workbench/preload-bench.ts'
import { StartPage } from '@/components/workbench/start-page.tsx'
import type { StartActions } from '@/lib/workbench/ports.ts'
import { openAnalysis, openSample } from './actions.ts'
import { loadAnalysis } from './analysis/[analysisId]/actions.ts'
import { exportDataFrame } from './analysis/[analysisId]/export-data-frame.ts'

const actions: StartActions = { openAnalysis, openSample }

export function Start({ theme }: { theme: Theme }) {
  const router = useRouter()
  const queries = useQueryClient()
  useEffect(
    () =>
      whenIdle(() => {
        preloadBench()
        // The code of the page this one leads to; a failure is of no account, the page asks again.
        import('./analysis/[analysisId]/analysis-workbench.tsx').catch(() => undefined)
      }),
    [],
  )
  return (
    <StartPage
      actions={actions}
      theme={theme}
      onOpened={(opened) => {
        openAhead(queries, opened, { loadAnalysis, exportDataFrame })
        router.push(`/analysis/${encodeURIComponent(opened.analysisId)}`)
      }}
      onTable={(analysis) => {
        const { analysisId } = analysis
        openAhead(queries, { analysisId, analysis }, localActions)
        router.push(`/local/${analysisId}`)
      }}
    />
  )
}

/** Safari has no idle callback; a short wait serves there. */
function whenIdle(run: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run, 300)
    return () => clearTimeout(timer)
  }
  const handle = window.requestIdleCallback(run, { timeout: 2000 })
  return () => window.cancelIdleCallback(handle)
}
