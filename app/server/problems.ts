import 'server-only'
import type { Problem } from '@/lib/result.ts'

function problem(kind: string, title: string, detail: string): Problem {
  return { kind, title, detail, isRetryable: false, retryAfterS: null, requestId: null }
}

export const NO_GRANT = problem(
  'no-grant',
  'This analysis is not open in this browser',
  'Paste its key on the start page. Keys are not kept, so a new browser session asks for them again.',
)

export const NOT_SIGNED_IN = problem(
  'not-signed-in',
  'You are signed out',
  'Sign in again in another tab, then repeat this here. What is on this page is kept.',
)

export const NOT_YOUR_TENANT = problem(
  'not-your-tenant',
  'Your account may not open analyses of this tenant',
  'Whoever runs Halfmax decides who may; ask them to add you, your e-mail domain or a group of yours.',
)

export function tooManyRequests(waitS: number): Problem {
  return {
    ...problem(
      'too-many-requests',
      'Too many requests at once',
      'Halfmax takes only so many from one person and one address. Nothing is lost; repeat this in a moment.',
    ),
    isRetryable: true,
    retryAfterS: waitS,
  }
}

export const INVALID_INPUT = problem(
  'invalid-input',
  'The request was not understood',
  'Reload the page and try again. Nothing was changed.',
)

export const NOT_IN_ANALYSIS = problem(
  'not-in-analysis',
  'This analysis has no such data frame',
  'It may have been removed. Reload the page to see the frames there are.',
)

export const NO_SUCH_PUSH = problem(
  'no-such-push',
  'This push is not known here',
  'It may belong to another analysis. Open the analysis with its key to see its pushes.',
)

export const NO_SUCH_BATCH = problem(
  'no-such-refit',
  'This refit is not known here, or not finished',
  'It may belong to another analysis. Open the analysis with its key to see its refits.',
)

export const TOO_MANY_BATCHES = problem(
  'too-many-refits',
  'Three refits of yours are on their way already',
  'Wait for one of them, or cancel one; nothing was started.',
)

export const FOREIGN_ORIGIN = problem(
  'foreign-origin',
  'Refused: the request came from another site',
  'Open Halfmax itself and repeat there.',
)

export const NO_SANDBOX = problem(
  'no-sandbox',
  'No sample here',
  'This server is not set up with the sandbox tenant. Paste the key of an analysis instead.',
)

export const TOO_MANY_DRAFTS = problem(
  'too-many-drafts',
  'Work on a hundred frames of this analysis is kept already',
  'This frame’s work stays in this browser alone.',
)

/** A bug of ours: logged under the id that is shown. */
export function unexpected(requestId: string): Problem {
  return {
    ...problem('unexpected', 'Something went wrong in Halfmax', 'Nothing is lost. Try again.'),
    isRetryable: true,
    requestId,
  }
}
