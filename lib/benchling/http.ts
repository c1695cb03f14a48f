import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { Deps } from './operation.ts'
import type { RawAnswer } from './raw-failure.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly signal: AbortSignal
}

/** One request as it is: no redirect is followed, nothing is cached, no cookie is kept. Throws what `fetch` throws. */
export function send(deps: Deps, request: HttpRequest): Promise<Response> {
  const { url, body, ...init } = request
  return deps.fetch(url, {
    ...init,
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    cache: 'no-store',
    credentials: 'omit',
  })
}

/** The body as text, or the cap as an error. Throws what reading throws. */
export async function readAnswer(
  response: Response,
  maxBytes: number,
): Promise<Result<RawAnswer, 'too-large'>> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const step = await reader?.read()
    if (step === undefined || step.done) break
    bytes += step.value.byteLength
    if (bytes > maxBytes) {
      // Not awaited: where a framework has split the body in two, this ends only when the other half does.
      void reader?.cancel().catch(() => undefined)
      return err('too-large')
    }
    text += decoder.decode(step.value, { stream: true })
  }
  return ok({ status: response.status, headers: response.headers, text: text + decoder.decode() })
}

/** Benchling's host answers unknown paths with 200 and a sign-in page: only the content type tells. */
export function isJson(headers: Headers): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(headers.get('content-type') ?? '')
}
