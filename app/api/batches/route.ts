import { listGrantedBatches } from '@/app/server/batches.ts'
import { routeAnswer } from '@/app/server/route-answer.ts'

/** The newest refits of one frame. */
export async function GET(request: Request): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  return routeAnswer(request, 'list-batches', () => listGrantedBatches(query))
}
