import { healthAnswer } from '@/app/server/health.ts'

/** Asked anew each time: an answer made while building would say nothing. */
export const dynamic = 'force-dynamic'

export function GET(): Response {
  return healthAnswer()
}
