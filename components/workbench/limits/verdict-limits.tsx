import { findInvalidLimit, USUAL_VERDICT_LIMITS } from '@/lib/fit/screen/limits.ts'
import type { VerdictLimits } from '@/lib/fit/types.ts'
import { LIMIT_WORDS } from '@/lib/workbench/limit-words.ts'
import type { FitMethod } from '@/lib/workbench/types.ts'
import { LimitFields, type LimitField } from './limit-fields.tsx'

const FIELDS = (Object.keys(LIMIT_WORDS) as (keyof VerdictLimits)[]).map(
  (name): LimitField<keyof VerdictLimits> => ({
    name,
    ...LIMIT_WORDS[name],
    usual: USUAL_VERDICT_LIMITS[name],
  }),
)

interface Props {
  readonly method: FitMethod
  /** Of the policy that holds; null: there is no policy to come from. */
  readonly ofPolicy: Partial<VerdictLimits> | null
  onMethod(method: FitMethod, label: string): void
}

/** Without any the method is one of nothing said, as it was before. */
function withLimits(method: FitMethod, limits: Partial<VerdictLimits>): FitMethod {
  const { limits: _, ...others } = method
  return Object.keys(limits).length === 0 ? others : { ...others, limits }
}

/** Where the verdict draws its lines. */
export function VerdictLimitFields({ method, ofPolicy, onMethod }: Props) {
  return (
    <LimitFields
      fields={FIELDS}
      set={method.limits ?? {}}
      ofPolicy={ofPolicy}
      check={findInvalidLimit}
      onLimits={(limits, label) => onMethod(withLimits(method, limits), label)}
    />
  )
}
