import { findGrantedPush } from '@/app/server/pushes.ts'
import { routeAnswer } from '@/app/server/route-answer.ts'

export async function GET(
  request: Request,
  { params }: { params: Promise<{ pushId: string }> },
): Promise<Response> {
  const { pushId } = await params
  return routeAnswer(request, 'read-push', () => findGrantedPush({ pushId }))
}
