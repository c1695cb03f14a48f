import 'server-only'
import type { Problem, Result } from '@/lib/result.ts'
import { err } from '@/lib/result.ts'
import { answer } from './answer.ts'
import { FOREIGN_ORIGIN } from './problems.ts'
import { isSameOrigin } from './same-origin.ts'

/** A GET route's answer: the result as JSON, never cached, only for our own pages; or what `respond` makes of a value. */
export async function routeAnswer<T>(
  request: Request,
  name: string,
  work: () => Promise<Result<T, Problem>>,
  respond?: (value: T) => Response,
): Promise<Response> {
  const result = isSameOrigin(request.headers, process.env['APP_URL'])
    ? await answer(name, work)
    : err(FOREIGN_ORIGIN)
  if (result.ok && respond !== undefined) return respond(result.value)
  const status = result.ok ? 200 : (STATUS[result.error.kind] ?? TENANT_FAILED)
  const retryAfterS = result.ok ? null : result.error.retryAfterS
  const wait = retryAfterS === null ? {} : { 'retry-after': String(retryAfterS) }
  return Response.json(result, { status, headers: { 'cache-control': 'no-store', ...wait } })
}

/** Failed dependency. Proxies put pages of their own in place of a 502, and the words would be lost. */
const TENANT_FAILED = 424

const STATUS: Readonly<Record<string, number>> = {
  'invalid-input': 400,
  'not-signed-in': 401,
  'no-grant': 403,
  'not-your-tenant': 403,
  'foreign-origin': 403,
  'not-in-analysis': 404,
  'no-such-push': 404,
  'no-such-refit': 404,
  'too-many-requests': 429,
  unexpected: 500,
}
