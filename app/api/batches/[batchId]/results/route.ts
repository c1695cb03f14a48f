import { batchResponse } from '@/app/server/batch-response.ts'
import { grantedResults } from '@/app/server/batches.ts'
import { routeAnswer } from '@/app/server/route-answer.ts'

/** The results frame of a finished refit as a CSV file. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ batchId: string }> },
): Promise<Response> {
  const { batchId } = await params
  return routeAnswer(request, 'export-batch', () => grantedResults({ batchId }), batchResponse)
}
