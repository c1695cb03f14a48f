import { findInvalidPlateLimit, USUAL_PLATE_LIMITS } from '@/lib/plates/bad-plate.ts'
import type { PlateLimits } from '@/lib/plates/types.ts'
import { PLATE_LIMIT_WORDS } from '@/lib/workbench/plate-limit-words.ts'
import { LimitFields, type LimitField } from '../limits/limit-fields.tsx'

const FIELDS = (Object.keys(PLATE_LIMIT_WORDS) as (keyof PlateLimits)[]).map(
  (name): LimitField<keyof PlateLimits> => ({
    name,
    ...PLATE_LIMIT_WORDS[name],
    usual: USUAL_PLATE_LIMITS[name],
  }),
)

interface Props {
  readonly limits: Partial<PlateLimits>
  /** Of the policy that holds; null: there is no policy to come from. */
  readonly ofPolicy: Partial<PlateLimits> | null
  onLimits(limits: Partial<PlateLimits>, label: string): void
}

/** What a plate must meet to be used without a second look. */
export function PlateLimitFields({ limits, ofPolicy, onLimits }: Props) {
  return (
    <LimitFields
      fields={FIELDS}
      set={limits}
      ofPolicy={ofPolicy}
      check={findInvalidPlateLimit}
      onLimits={onLimits}
    />
  )
}
