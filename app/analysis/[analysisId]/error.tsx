'use client'

import { Button } from '@/components/ui/button.tsx'
import { EmptyPage } from '@/components/ui/empty-page.tsx'

interface Props {
  readonly error: Error & { digest?: string }
  reset(): void
}

export default function AnalysisError({ error, reset }: Props) {
  return (
    <EmptyPage title="This page failed">
      <p>Your mapping, bounds and exclusions are saved in this browser and come back with the page.</p>
      {error.digest !== undefined && <p>Reference {error.digest}</p>}
      <Button look="primary" onClick={reset}>
        Show it again
      </Button>
    </EmptyPage>
  )
}
