import { listGrantedPushes } from '@/app/server/pushes.ts'
import { routeAnswer } from '@/app/server/route-answer.ts'

export async function GET(request: Request): Promise<Response> {
  const analysisId = new URL(request.url).searchParams.get('analysisId')
  return routeAnswer(request, 'list-pushes', () => listGrantedPushes({ analysisId }))
}
