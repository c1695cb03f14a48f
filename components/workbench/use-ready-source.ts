import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { preparePush } from '@/lib/outputs/prepare-push.ts'
import { identityKey } from './identity-key.ts'
import { inSlices } from './in-slices.ts'
import type { RecordSource } from './record/record-texts.ts'

/** Outputs of more curves than these take longer than a frame to make. */
export const MOST_AT_ONCE = 100

/**
 * The latest source that outputs can be made of without holding the page up; of few curves every one is. Null before there
 * is any.
 *
 * @param isLarge   its curves are more than `MOST_AT_ONCE`
 * @param isFitted  all of them are: reports made anew for every few fits that arrive would hold up the fits themselves
 */
export function useReadySource(
  source: RecordSource,
  { isLarge, isFitted }: { readonly isLarge: boolean; readonly isFitted: boolean },
): { readonly ready: RecordSource | null; readonly isPreparing: boolean } {
  const { context } = source
  const { isPending } = useQuery({
    queryKey: ['push-prepared', identityKey(context)],
    enabled: isLarge && isFitted,
    queryFn: async ({ signal }) => {
      await inSlices(preparePush(context), signal)
      return true
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const isReady = isFitted && !(isLarge && isPending)
  const [held, setHeld] = useState(isLarge && !isReady ? null : source)
  if (isReady && held !== source) setHeld(source)
  return { ready: isReady ? source : held, isPreparing: isFitted && !isReady }
}
