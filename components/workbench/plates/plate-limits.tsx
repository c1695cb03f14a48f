import { findInvalidPlateLimit, USUAL_PLATE_LIMITS } from '@/lib/plates/bad-plate.ts'
import type { PlateLimits } from '@/lib/plates/types.ts'
import { LimitFields, type LimitField } from '../limits/limit-fields.tsx'

const FIELDS: readonly LimitField<keyof PlateLimits>[] = [
  {
    name: 'lowestZPrime',
    title: 'Z′ and robust Z′ at least',
    unit: '',
    effect: '1 − 3(sd₊ + sd₋) / |m₊ − m₋|; from 0.5 on excellent',
    usual: USUAL_PLATE_LIMITS.lowestZPrime,
  },
  {
    name: 'lowestSignalToBackground',
    title: 'S/B at least',
    unit: '',
    effect: 'Mean of the higher control over that of the lower',
    usual: USUAL_PLATE_LIMITS.lowestSignalToBackground,
  },
  {
    name: 'highestCv',
    title: 'CV of untreated wells at most',
    unit: '%',
    effect: '100 · sd / mean',
    usual: USUAL_PLATE_LIMITS.highestCv,
  },
  {
    name: 'fewestControls',
    title: 'Wells of each control at least',
    unit: '',
    effect: 'Fewer give no scatter to trust',
    usual: USUAL_PLATE_LIMITS.fewestControls,
  },
  {
    name: 'highestShift',
    title: 'Shift of edge, rows and columns at most',
    unit: 'SD',
    effect: 'Robust SDs of single wells',
    usual: USUAL_PLATE_LIMITS.highestShift,
  },
]

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
