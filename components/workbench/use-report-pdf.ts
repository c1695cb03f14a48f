import { useQuery } from '@tanstack/react-query'
import type { OutputContext } from '@/lib/outputs/types.ts'
import { identityKey } from './identity-key.ts'

/** The PDF report of a context, made while it is chosen; what makes it is loaded then. */
export function useReportPdf(context: OutputContext, isChosen: boolean) {
  const { data, isPending, isError } = useQuery({
    queryKey: ['report-pdf', identityKey(context)],
    enabled: isChosen,
    queryFn: async () => {
      const { reportPdf } = await import('@/lib/outputs/pdf/report-pdf.ts')
      return reportPdf(context, nextTask)
    },
    gcTime: 0,
    retry: false,
  })
  return {
    pdf: isChosen ? data : undefined,
    isMaking: isChosen && isPending,
    isFailed: isChosen && isError,
  }
}

/** Lets the page do what waits: a report of hundreds of curves takes seconds. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
