import { findLastGrantedPush } from '@/app/server/pushes.ts'
import { routeAnswer } from '@/app/server/route-answer.ts'

export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const source = { analysisId: searchParams.get('analysisId'), sourceFrameId: searchParams.get('frameId') }
  return routeAnswer(request, 'last-push', () => findLastGrantedPush(source))
}
