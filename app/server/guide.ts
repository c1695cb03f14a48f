import { pageDocument } from '@/lib/guide/page-document.ts'
import { readGuide } from '@/lib/guide/read-guide.ts'

/** A page of the guide by its name, as a document without script; throws for a name that no page has. */
export async function guidePageAnswer(name: string): Promise<Response> {
  const pages = await readGuide()
  const page = pages.find((one) => one.name === name)
  if (page === undefined) throw new Error(`the guide has no page ${name}`)
  return new Response(pageDocument(page, pages), { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
