import { PAGE_NAMES } from '@/lib/guide/contents.ts'
import { guidePageAnswer } from '../../server/guide.ts'

/** Made once, while the app is built; other names lead to the page that says so. */
export const dynamic = 'force-static'
export const dynamicParams = false

export function generateStaticParams(): { page: string }[] {
  return PAGE_NAMES.map((page) => ({ page }))
}

interface Context {
  readonly params: Promise<{ page: string }>
}

export async function GET(_: Request, { params }: Context): Promise<Response> {
  return guidePageAnswer((await params).page)
}
