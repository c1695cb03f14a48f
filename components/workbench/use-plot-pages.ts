import { useQuery } from '@tanstack/react-query'
import { svgToPng } from '@/components/plot/svg-to-png.ts'
import type { OutputContext } from '@/lib/outputs/types.ts'
import { identityKey } from './identity-key.ts'

/** PNG pages of a context, drawn while they are chosen; what makes them is loaded then. */
export function usePlotPages(context: OutputContext | null, isChosen: boolean) {
  const { data, isPending, isError } = useQuery({
    queryKey: ['plot-pages', context && identityKey(context)],
    enabled: isChosen && context !== null,
    queryFn: async ({ signal }) => {
      if (context === null) return null
      const { plotPages } = await import('@/lib/outputs/plot-pages.ts')
      const pause = async () => {
        await new Promise((resolve) => setTimeout(resolve))
        signal.throwIfAborted()
      }
      return plotPages(context, { draw: (svg) => svgToPng(svg), pause })
    },
    gcTime: 0,
    retry: false,
  })
  return {
    pages: isChosen ? (data ?? undefined) : undefined,
    isDrawingPages: isChosen && isPending,
    arePagesFailed: isChosen && (isError || (data === null && context !== null && context.curves.length > 0)),
  }
}
