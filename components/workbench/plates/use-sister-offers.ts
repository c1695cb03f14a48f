import { useMemo } from 'react'
import type { Bench } from '../use-bench.ts'
import { useDeclinedOffers } from './declined-offers.ts'
import { sisterOffers, type SisterOffer } from './sister-offers.ts'

/** Offers of the selected curve that were not declined. */
export function useSisterOffers({ measured, curves, work, curve }: Bench): readonly SisterOffer[] {
  const declined = useDeclinedOffers()
  return useMemo(
    () =>
      curve
        ? sisterOffers({ frame: measured, curves, work }, curve).filter(({ key }) => !declined.has(key))
        : [],
    [measured, curves, work, curve, declined],
  )
}
