import { guidePageAnswer } from '../server/guide.ts'

/** Made once, while the app is built. */
export const dynamic = 'force-static'

export function GET(): Promise<Response> {
  return guidePageAnswer('index')
}
