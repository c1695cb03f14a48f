import type { Problem } from '../result.ts'
import type { BenchlingError } from './errors.ts'
import { CSV_WORDS, KEY_WORDS, REACH_WORDS, UNSAFE_WORDS } from './word-lists.ts'
import type { Words } from './word-lists.ts'

/**
 * Says a failure to a scientist: what happened, what still holds, what to do. Benchling's own words are quoted as text and
 * must be escaped where they are shown; no key, token or signed URL is in an error to begin with.
 */
export function toProblem(error: BenchlingError): Problem {
  const words = sayError(error)
  return {
    kind: error.kind,
    title: words.title,
    detail: words.detail,
    isRetryable: words.isRetryable ?? false,
    retryAfterS: words.retryAfterS ?? null,
    requestId: 'requestId' in error ? error.requestId : null,
  }
}

function sayError(error: BenchlingError): Words {
  switch (error.kind) {
    case 'invalid-key':
      return KEY_WORDS[error.problem]
    case 'tenant-not-configured':
      return {
        title: 'Tenant not configured',
        detail: `${error.host} is not set up here. No key was sent. Ask your administrator to add it.`,
      }
    case 'credentials-refused':
      return {
        title: 'Benchling refused this app',
        detail: `${error.host} does not accept the client id and secret set up here. Your key may be fine. Ask your administrator to check them.`,
      }
    case 'not-authenticated':
      return {
        title: 'Benchling did not accept the sign-in',
        detail: `${error.host} refused a newly issued token. Your work here is kept. Try again; if it stays, ask your administrator.`,
        isRetryable: true,
      }
    case 'forbidden':
      return {
        title: `No access to this ${error.what}`,
        detail: `The app is known to Benchling but may not use this ${error.what}. Ask for the app to be added to its project, then try again.`,
        isRetryable: true,
      }
    case 'not-found':
      return sayNotFound(error.what, error.id)
    case 'rejected':
      return {
        title: 'Benchling did not accept the request',
        detail: `${quote(error.message)}Nothing was changed by it, and your work here is kept.`,
      }
    case 'too-large':
      return {
        title: 'Too large',
        detail: `The limit is ${megabytes(error.limitBytes)}${error.bytes === null ? '' : `, this has ${megabytes(error.bytes)}`}. Choose fewer rows or outputs.`,
      }
    default:
      return sayPassing(error)
  }
}

type Passing = Exclude<
  BenchlingError,
  {
    kind:
      | 'invalid-key'
      | 'tenant-not-configured'
      | 'credentials-refused'
      | 'not-authenticated'
      | 'forbidden'
      | 'not-found'
      | 'rejected'
      | 'too-large'
  }
>

function sayPassing(error: Passing): Words {
  switch (error.kind) {
    case 'rate-limited':
      return {
        title: 'Benchling asks to slow down',
        detail: `Too many requests were made in a short time. Your work here is kept. Try again in ${error.retryAfterS} s.`,
        isRetryable: true,
        retryAfterS: error.retryAfterS,
      }
    case 'unavailable':
      return error.isDowntime
        ? {
            title: 'Benchling is down for now',
            detail: 'This may be planned maintenance. Your work here is kept. Try again in a few minutes.',
            isRetryable: true,
          }
        : {
            title: 'Benchling has a problem',
            detail: `It answered with an error of its own${error.status === null ? '' : ` (${error.status})`}. Your work here is kept. Try again in a minute.`,
            isRetryable: true,
          }
    case 'unreachable':
      return {
        title: 'Benchling cannot be reached',
        detail: `${error.host}: ${REACH_WORDS.get(error.reason) ?? 'the connection failed'}. Your work here is kept. Check the network, then try again.`,
        isRetryable: true,
      }
    case 'answer-lost':
      return {
        title: 'The answer did not arrive',
        detail: `The connection broke after a request about the ${error.what} was sent, so it may have taken effect. Look in Benchling before doing it again.`,
        isRetryable: true,
      }
    case 'timed-out':
      return {
        title: 'Benchling took too long',
        detail: `There was no answer within ${error.afterS} s. Your work here is kept. Try again.`,
        isRetryable: true,
      }
    case 'cancelled':
      return {
        title: 'Cancelled',
        detail: 'The request was stopped. Your work here is kept.',
        isRetryable: true,
      }
    default:
      return sayTransfer(error)
  }
}

type Transfer = Exclude<
  Passing,
  { kind: 'rate-limited' | 'unavailable' | 'unreachable' | 'answer-lost' | 'timed-out' | 'cancelled' }
>

function sayTransfer(error: Transfer): Words {
  switch (error.kind) {
    case 'unexpected-answer':
      return error.path === 'content-type'
        ? {
            title: 'Benchling answered with a web page',
            detail: `Where the ${error.what} was expected came a page, as for an address that does not exist. Try again; if it stays, ask your administrator to check the tenant.`,
            isRetryable: true,
          }
        : {
            title: 'Benchling answered in an unknown way',
            detail: `The answer about the ${error.what} lacks what is needed (${error.path}). Nothing was used from it. Try again; if it stays, tell your administrator.`,
            isRetryable: true,
          }
    case 'storage-refused':
      return {
        title: 'File storage refused the transfer',
        detail: `Benchling's storage answered ${error.code}. Your work here is kept. Try again.`,
        isRetryable: true,
      }
    case 'url-expired':
      return {
        title: 'The transfer address has expired',
        detail: 'Addresses are good for an hour. Your work here is kept. Try again to get a new one.',
        isRetryable: true,
      }
    case 'unsafe-url':
      return {
        title: 'An unsafe address was refused',
        detail: `Benchling pointed to ${error.host}${UNSAFE_WORDS[error.reason]}. Nothing was sent there. Tell your administrator.`,
      }
    case 'truncated':
      return {
        title: 'The download was cut short',
        detail: `The ${error.what} did not arrive whole, so none of it is fitted. Try again.`,
        isRetryable: true,
      }
    case 'bad-csv':
      return {
        title: 'The data frame cannot be read',
        detail: `Part ${error.part + 1}, row ${error.row}: ${CSV_WORDS.get(error.reason) ?? 'not well formed'}. Nothing is fitted from it. Check the data frame in Benchling.`,
      }
    case 'frame-not-ready':
      return sayNotReady(error.status, error.message)
  }
}

function sayNotFound(what: string, id: string | null): Words {
  if (what === 'analysis' && id !== null && !id.startsWith('ana_')) {
    return {
      title: 'This looks like an older step key',
      detail: `${id} does not begin with ana_. Copy the key of the analysis itself, not of a step, and paste it here.`,
    }
  }
  return {
    title: `This ${what} was not found`,
    detail: `It does not exist, or the app may not see it. Ask for the app to be added to its project, or copy the key again.`,
    isRetryable: true,
  }
}

function sayNotReady(status: string, message: string | null): Words {
  switch (status) {
    case 'NOT_UPLOADED':
      return {
        title: 'This data frame is empty',
        detail: 'Nothing has been uploaded to it yet. Choose another one.',
      }
    case 'IN_PROGRESS':
      return {
        title: 'Benchling is still reading this data frame',
        detail: 'It opens here once that is done. Try again in a moment.',
        isRetryable: true,
      }
    case 'FAILED_VALIDATION':
      return {
        title: 'Benchling could not read this data frame',
        detail: `${quote(message ?? '')}Upload it again in Benchling, or choose another one.`,
      }
    default:
      return {
        title: 'This data frame is not ready',
        detail: 'Benchling reports an unknown state. Try again later.',
        isRetryable: true,
      }
  }
}

function quote(message: string): string {
  return message === '' ? '' : `Benchling says: “${message}” `
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`
}
