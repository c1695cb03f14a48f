import { findGrantedBatch } from '@/app/server/batches.ts'
import { routeAnswer } from '@/app/server/route-answer.ts'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ batchId: string }> },
): Promise<Response> {
  const { batchId } = await params
  return routeAnswer(request, 'read-batch', () => findGrantedBatch({ batchId }))
}
