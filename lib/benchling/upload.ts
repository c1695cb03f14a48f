import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { Context } from './api.ts'
import type { SignedUrl } from './client.ts'
import type { BenchlingError } from './errors.ts'
import { readAnswer, send } from './http.ts'
import { LIMITS } from './limits.ts'
import { startAttempt } from './operation.ts'
import { fromStorageAnswer, fromThrown } from './raw-failure.ts'
import { fail, withRetries } from './retry.ts'
import type { Attempt } from './retry.ts'
import { admitSignedUrl } from './signed-url.ts'
import { tenantState } from './tenant-state.ts'

const ATTEMPT_MS = 60_000
export const STORAGE_ANSWER_BYTES = 64_000

/** Puts bytes where a signed URL says. The same bytes to the same URL may be sent again while it is fresh. */
export async function upload(
  context: Context,
  putUrl: SignedUrl,
  bytes: Uint8Array,
): Promise<Result<void, BenchlingError>> {
  if (bytes.byteLength > LIMITS.csvBytes) {
    return err({ kind: 'too-large', limitBytes: LIMITS.csvBytes, bytes: bytes.byteLength })
  }
  // Checked here too: an address may have been admitted for another tenant.
  const url = admitSignedUrl(putUrl.reveal(), context.tenant)
  if (!url.ok) return url
  const { deps, operation, tenant } = context
  return withRetries({ deps, operation, rule: { kind: 'safe' } }, () =>
    tenantState(tenant).uploads(() => put(context, url.value, bytes)),
  )
}

async function put(context: Context, url: SignedUrl, bytes: Uint8Array): Promise<Attempt<void>> {
  const { deps, operation } = context
  const subject = { host: url.host, what: 'storage', id: null }
  const timer = startAttempt(operation, ATTEMPT_MS)
  const startedMs = deps.now()
  try {
    const response = await send(deps, {
      method: 'PUT',
      url: url.reveal(),
      // Nothing else: storage checks the signed headers, and the bearer token is none of its business.
      headers: { 'x-amz-server-side-encryption': 'AES256' },
      // A byte array goes out with its length and no content type; a copy, as the type asks for its own buffer.
      body: new Uint8Array(bytes),
      signal: timer.signal,
    })
    const answer = await readAnswer(response, STORAGE_ANSWER_BYTES)
    const { status } = response
    deps.onAnswer({ host: url.host, method: 'PUT', what: 'storage', status, tookMs: deps.now() - startedMs })
    if (response.ok) return ok(undefined)
    const raw = answer.ok ? answer.value : { status, headers: response.headers, text: '' }
    return fromStorageAnswer(raw, subject)
  } catch (cause) {
    if (operation.signal.aborted) return fail(operation.abortError(), { isFinal: true })
    if (timer.isLate()) return fail({ kind: 'timed-out', afterS: ATTEMPT_MS / 1000 })
    return fail(fromThrown(cause, subject, true))
  } finally {
    timer.end()
  }
}
