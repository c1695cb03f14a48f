import type { Problem } from '@/lib/result.ts'

/** An answer of our own server that this page cannot read, as where it is older or newer than the page. */
export function unreadableAnswer(title: string, status: number): Problem {
  return {
    kind: 'unexpected-answer',
    title,
    detail: `Halfmax answered with status ${status} in a form this page does not know. Reload the page.`,
    isRetryable: true,
    retryAfterS: null,
    requestId: null,
  }
}
