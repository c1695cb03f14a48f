import { readGuideStyle } from '@/lib/guide/read-guide.ts'

export const dynamic = 'force-static'

export async function GET(): Promise<Response> {
  return new Response(await readGuideStyle(), { headers: { 'content-type': 'text/css; charset=utf-8' } })
}
