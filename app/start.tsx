'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { Theme } from '@/components/ui/theme.ts'
import { preloadBench } from '@/components/workbench/preload-bench.ts'
import { StartPage } from '@/components/workbench/start-page.tsx'
import { analysisQuery } from '@/components/workbench/use-analysis.ts'
import type { StartActions } from '@/lib/workbench/ports.ts'
import { openAnalysis, openSample } from './actions.ts'
import { loadAnalysis } from './analysis/[analysisId]/actions.ts'

const actions: StartActions = { openAnalysis, openSample }

/** Any id will do to fetch the page's code and frame before a key is known; the page loads no analysis by itself. */
const ANY_ANALYSIS = '/analysis/ana_0000'

export function Start({ theme }: { theme: Theme }) {
  const router = useRouter()
  const queries = useQueryClient()
  useEffect(
    () =>
      whenIdle(() => {
        router.prefetch(ANY_ANALYSIS)
        preloadBench()
      }),
    [router],
  )
  return (
    <StartPage
      actions={actions}
      theme={theme}
      onOpened={({ analysisId }) => {
        // Asked for, anew, while the page changes, so that the workbench finds it under way.
        void queries.prefetchQuery({ ...analysisQuery(analysisId, { loadAnalysis }), staleTime: 0 })
        router.push(`/analysis/${encodeURIComponent(analysisId)}`)
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
