import 'server-only'
import { pushTooLargeProblem } from '../outputs/push-limit.ts'
import type { Problem } from '../result.ts'
import type { PushRefusal } from './start-push.ts'

/** A refused push in the words of the page. Nothing was written at the tenant in any of these cases. */
export function refusalProblem(refusal: PushRefusal): Problem {
  if (refusal.kind === 'push-too-large') return pushTooLargeProblem(refusal)
  const [title, detail] = words(refusal)
  return { kind: refusal.kind, title, detail, isRetryable: false, retryAfterS: null, requestId: null }
}

function words(
  refusal: Exclude<PushRefusal, { readonly kind: 'push-too-large' }>,
): readonly [string, string] {
  switch (refusal.kind) {
    case 'too-large':
      return [
        `${refusal.output} is too large.`,
        `It has ${megabytes(refusal.bytes)}, and Benchling takes ${megabytes(refusal.limitBytes)}. Nothing was pushed.`,
      ]
    case 'empty-output':
      return [`${refusal.output} is empty.`, 'Nothing was pushed.']
    case 'repeated-output':
      return [`${refusal.output} is listed twice.`, 'Reload the page and push again. Nothing was pushed.']
    case 'wrong-extension':
      return [
        `${refusal.output} is not a CSV file.`,
        `A data frame has to be one .csv file, not ${refusal.fileName}. Nothing was pushed.`,
      ]
    case 'bad-csv':
      return [
        `${refusal.output} is not a table Benchling can read.`,
        `Row ${refusal.row}: ${refusal.reason}. Nothing was pushed.`,
      ]
    case 'invalid-input':
      return ['The push was not understood.', `${refusal.issues.slice(0, 3).join('; ')}. Nothing was pushed.`]
    case 'no-such-push':
      return ['This push is not known here.', 'Push again from the analysis.']
    case 'nothing-to-retry':
      return ['There is nothing to retry.', 'All of it has arrived.']
    case 'payload-gone':
      return ['What this push did not send is kept no longer.', 'Push again from the analysis.']
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
