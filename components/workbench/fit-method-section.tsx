import { lazy, useState } from 'react'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import type { FitMethod } from '@/lib/workbench/types.ts'
import { LOSSES, WEIGHTINGS } from '@/lib/workbench/fit-method-words.ts'
import type { LimitPlace } from './limits/verdict-limits.tsx'

const FitMethodFields = lazy(() => import('./fit-method-fields.tsx'))

interface Props {
  readonly method: FitMethod
  /** That of the policy that holds, null where it says nothing of it. */
  readonly ofPolicy: FitMethod | null
  /** Where limits of one curve or its groups are kept. */
  readonly place: LimitPlace
  /** `label` completes "Undo …". */
  onMethod(method: FitMethod, label: string): void
}

/** Loss, weights, intervals and outliers of every curve of the frame, folded while they are the usual ones. */
export function FitMethodSection(props: Props) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Disclosure title="Fit method" hint={methodSummary(props.method)} onOpen={setIsOpen}>
      {isOpen && (
        <LatePart name="The fit method">
          <FitMethodFields {...props} />
        </LatePart>
      )}
    </Disclosure>
  )
}

/** "least squares, profile CI" */
function methodSummary({
  loss,
  weighting,
  interval,
  hasOutlierProposal,
  hasOuterEffects,
}: FitMethod): string {
  const [lossName = ''] = LOSSES[loss].split(',')
  return [
    loss === 'squares' ? 'least squares' : lossName,
    ...(weighting === 'none' ? [] : [WEIGHTINGS[weighting]]),
    `${interval === 'wald' ? 'Wald' : interval} CI`,
    ...(hasOutlierProposal ? ['outliers'] : []),
    ...(hasOuterEffects ? ['EC10, EC90'] : []),
  ].join(', ')
}
