import { lazy } from 'react'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import type { Bench } from './use-bench.ts'

const CloserBody = lazy(() => import('./closer/closer-body.tsx'))

interface Props {
  readonly bench: Bench
  readonly isOpen: boolean
  onOpen(isOpen: boolean): void
}

/** What stands behind the fit of the selected curve, folded until it is asked for. */
export function LookCloser({ bench, isOpen, onOpen }: Props) {
  if (!bench.curve || !bench.entry || bench.entry.fit.parameters.length === 0) return null
  return (
    <Disclosure title="Look closer" hint="residuals, profiles, errors, tests" onOpen={onOpen}>
      {isOpen && (
        <LatePart name="Looking closer">
          <CloserBody bench={bench} />
        </LatePart>
      )}
    </Disclosure>
  )
}
