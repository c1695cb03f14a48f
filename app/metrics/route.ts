import { metricsAnswer } from '@/app/server/health.ts'

export function GET(request: Request): Promise<Response> {
  return metricsAnswer(request)
}
