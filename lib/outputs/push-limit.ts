import { err, ok, type Problem, type Result } from '../result.ts'

/**
 * What one push may hold, all outputs together, in decimal bytes. It travels in one server action, whose body ends at
 * 64 MiB (`next.config.mjs`): a longer one is cut off before any code of ours could say why, so both sides ask first.
 */
export const MAX_PUSH_BYTES = 60_000_000

/** Refuses, in words, outputs that are too many bytes for one push. */
export function checkPushSize(
  outputs: readonly { readonly bytes: Uint8Array }[],
): Result<void, { readonly kind: 'push-too-large'; readonly bytes: number; readonly limitBytes: number }> {
  const bytes = outputs.reduce((sum, output) => sum + output.bytes.byteLength, 0)
  return bytes <= MAX_PUSH_BYTES
    ? ok(undefined)
    : err({ kind: 'push-too-large', bytes, limitBytes: MAX_PUSH_BYTES })
}

export function pushTooLargeProblem({ bytes, limitBytes }: { bytes: number; limitBytes: number }): Problem {
  return {
    kind: 'push-too-large',
    title: 'This push is too large.',
    detail:
      `Its outputs have ${megabytes(bytes)} together, and one push takes ${megabytes(limitBytes)}. ` +
      'Leave an output out, or push fewer curves at a time. Nothing was pushed.',
    isRetryable: false,
    retryAfterS: null,
    requestId: null,
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
