import { useQuery } from '@tanstack/react-query'
import type { OutputContext } from '@/lib/outputs/types.ts'
import type { WorkbenchReads } from '@/lib/workbench/ports.ts'
import { identityKey } from './identity-key.ts'

/** The PDF report of a context, made while it is chosen; what makes it is loaded then. */
export function useReportPdf(
  context: OutputContext | null,
  isChosen: boolean,
  readFonts: WorkbenchReads['fonts'],
) {
  const { data, isPending, isError } = useQuery({
    queryKey: ['report-pdf', context && identityKey(context)],
    enabled: isChosen && context !== null,
    queryFn: async ({ signal }) => {
      if (context === null) return null
      const { reportPdf } = await import('@/lib/outputs/pdf/report-pdf.ts')
      return reportPdf(context, {
        pause: nextTask,
        loadFonts: async () => (await import('./pdf-fonts.ts')).loadPdfFonts(readFonts, signal),
      })
    },
    gcTime: 0,
    retry: false,
  })
  return {
    pdf: isChosen ? (data ?? undefined) : undefined,
    isMaking: isChosen && isPending,
    isFailed: isChosen && isError,
  }
}

/** Lets the page do what waits: a report of hundreds of curves takes seconds. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
