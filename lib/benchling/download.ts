import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { Context } from './api.ts'
import type { SignedUrl } from './client.ts'
import type { BenchlingError } from './errors.ts'
import { readAnswer, send } from './http.ts'
import { LIMITS } from './limits.ts'
import { fromStorageAnswer, fromThrown } from './raw-failure.ts'
import { fail } from './retry.ts'
import type { Attempt } from './retry.ts'
import { STORAGE_ANSWER_BYTES } from './upload.ts'

/** An open download: nothing of its body has been read yet. */
export interface Download {
  readonly host: string
  readonly body: ReadableStreamDefaultReader<Uint8Array>
  /** null where storage did not announce a length that can be compared. */
  readonly expectedBytes: number | null
  /** Ends the connection. */
  close(): void
}

/** No byte for this long, while one is being waited for, is the end. */
export const STALL_MS = 60_000

/** Asks storage for a file, without any authorisation: the URL is the permission. */
export async function openDownload(context: Context, url: SignedUrl): Promise<Attempt<Download>> {
  const { deps, operation } = context
  const subject = { host: url.host, what: 'storage', id: null }
  // The stream outlives the call that opens it, so it hangs on the caller's signal and not on the call's deadline.
  const closer = new AbortController()
  const onDeadline = () => closer.abort()
  operation.signal.addEventListener('abort', onDeadline, { once: true })
  let isStalled = false
  const timer = setTimeout(() => {
    isStalled = true
    closer.abort()
  }, STALL_MS)
  const signals = operation.callerSignal === null ? [] : [operation.callerSignal]
  const startedMs = deps.now()
  try {
    const response = await send(deps, {
      method: 'GET',
      url: url.reveal(),
      // Without compression: Content-Length must count the very bytes that arrive.
      headers: { 'accept-encoding': 'identity' },
      signal: AbortSignal.any([closer.signal, ...signals]),
    })
    const { status } = response
    deps.onAnswer({ host: url.host, method: 'GET', what: 'storage', status, tookMs: deps.now() - startedMs })
    if (status !== 200 || response.body === null) {
      const answer = await readAnswer(response, STORAGE_ANSWER_BYTES)
      return fromStorageAnswer(
        answer.ok ? answer.value : { status, headers: response.headers, text: '' },
        subject,
      )
    }
    const expectedBytes = readLength(response.headers)
    if (expectedBytes !== null && expectedBytes > LIMITS.csvBytes) {
      closer.abort()
      return fail({ kind: 'too-large', limitBytes: LIMITS.csvBytes, bytes: expectedBytes })
    }
    return ok({
      host: url.host,
      body: response.body.getReader(),
      expectedBytes,
      close: () => closer.abort(),
    })
  } catch (cause) {
    if (operation.signal.aborted) return fail(operation.abortError(), { isFinal: true })
    if (isStalled) return fail({ kind: 'timed-out', afterS: STALL_MS / 1000 })
    return fail(fromThrown(cause, subject, true))
  } finally {
    clearTimeout(timer)
    operation.signal.removeEventListener('abort', onDeadline)
  }
}

/**
 * The file's text in pieces (UTF-8, a leading byte order mark dropped). Ends early with an error item: `truncated` where
 * the bytes do not match the announced length or the connection broke, `bad-csv` where they are no UTF-8.
 */
export async function* readText(
  download: Download,
  { part, signal }: { part: number; signal: AbortSignal | null },
): AsyncGenerator<Result<string, BenchlingError>> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  try {
    for (;;) {
      const step = await readStep(download, signal)
      if (!step.ok) return yield step
      bytes += step.value?.byteLength ?? 0
      const ended = step.value === null
      if (bytes > LIMITS.csvBytes) return yield err({ kind: 'too-large', limitBytes: LIMITS.csvBytes, bytes })
      if (ended && download.expectedBytes !== null && bytes !== download.expectedBytes) {
        return yield err({ kind: 'truncated', what: 'data frame' })
      }
      const text = decode(decoder, step.value)
      if (text === null) {
        // A character cut in half at the very end is a cut file, not a wrong encoding.
        const reason = 'not-utf-8'
        return yield err(
          ended ? { kind: 'truncated', what: 'data frame' } : { kind: 'bad-csv', part, row: 0, reason },
        )
      }
      if (text !== '') yield ok(text)
      if (ended) return
    }
  } finally {
    download.close()
  }
}

/** The file's bytes in pieces; ends early with an error item, as `readText` does. */
export async function* readBytes(
  download: Download,
  signal: AbortSignal | null,
): AsyncGenerator<Result<Uint8Array, BenchlingError>> {
  let bytes = 0
  try {
    for (;;) {
      const step = await readStep(download, signal)
      if (!step.ok) return yield step
      bytes += step.value?.byteLength ?? 0
      if (bytes > LIMITS.csvBytes) return yield err({ kind: 'too-large', limitBytes: LIMITS.csvBytes, bytes })
      if (step.value !== null) {
        yield ok(step.value)
        continue
      }
      if (download.expectedBytes !== null && bytes !== download.expectedBytes)
        yield err({ kind: 'truncated', what: 'data frame' })
      return
    }
  } finally {
    download.close()
  }
}

async function readStep(
  download: Download,
  signal: AbortSignal | null,
): Promise<Result<Uint8Array | null, BenchlingError>> {
  let isStalled = false
  const timer = setTimeout(() => {
    isStalled = true
    download.close()
  }, STALL_MS)
  try {
    const { done, value } = await download.body.read()
    return ok(done ? null : value)
  } catch {
    if (signal?.aborted === true) return err({ kind: 'cancelled' })
    if (isStalled) return err({ kind: 'timed-out', afterS: STALL_MS / 1000 })
    return err({ kind: 'truncated', what: 'data frame' })
  } finally {
    clearTimeout(timer)
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array | null): string | null {
  try {
    return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    return null
  }
}

function readLength(headers: Headers): number | null {
  const length = headers.get('content-length')
  const isPlain = (headers.get('content-encoding') ?? 'identity') === 'identity'
  return length !== null && isPlain && /^\d{1,15}$/.test(length) ? Number(length) : null
}
