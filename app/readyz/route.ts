import { readyAnswer } from '@/app/server/health.ts'

/** Asked anew each time: an answer made while building would say nothing. */
export const dynamic = 'force-dynamic'

export function GET(): Promise<Response> {
  return readyAnswer()
}
