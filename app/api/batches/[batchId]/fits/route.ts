import { batchResponse } from '@/app/server/batch-response.ts'
import { grantedFits } from '@/app/server/batches.ts'
import { routeAnswer } from '@/app/server/route-answer.ts'

/** The fits of a finished refit, for the page that shows them without fitting again. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ batchId: string }> },
): Promise<Response> {
  const { batchId } = await params
  return routeAnswer(request, 'read-batch-fits', () => grantedFits({ batchId }), batchResponse)
}
