import { readBody } from '@/app/server/read-body.ts'
import { findDraft, MAX_DRAFT_BYTES, saveOwnDraft } from '@/app/server/drafts.ts'
import { INVALID_INPUT } from '@/app/server/problems.ts'
import { routeAnswer } from '@/app/server/route-answer.ts'
import { err } from '@/lib/result.ts'

/** Work in progress of the person who asks, on one frame. */
export async function GET(request: Request): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  return routeAnswer(request, 'read-draft', () => findDraft(query))
}

export async function PUT(request: Request): Promise<Response> {
  return routeAnswer(request, 'save-draft', async () => {
    // Escapes may make the JSON twice as long as the text in it.
    const body = await readBody(request, 2 * MAX_DRAFT_BYTES + 10_000)
    return body === null ? err(INVALID_INPUT) : saveOwnDraft(body)
  })
}
