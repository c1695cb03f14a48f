/** The reasons that errors carry, as parts of sentences. */
import type { KeyProblem } from './errors.ts'

export interface Words {
  readonly title: string
  readonly detail: string
  readonly isRetryable?: boolean
  readonly retryAfterS?: number
}

const WHOLE_KEY = 'A key has an analysis id, a colon, then three parts joined by dots.'

export const KEY_WORDS: Readonly<Record<KeyProblem, Words>> = {
  empty: {
    title: 'There is no key yet',
    detail: 'Copy the key from the analysis in Benchling and paste it here.',
  },
  'too-long': {
    title: 'This is too long for a key',
    detail: `${WHOLE_KEY} Copy only the key and paste it again.`,
  },
  'no-colon': { title: 'This is not a whole key', detail: `${WHOLE_KEY} The colon is missing.` },
  'bad-id': {
    title: 'This is not a whole key',
    detail: `${WHOLE_KEY} What stands before the colon is no analysis id, such as ana_Tx98nkEm.`,
  },
  'not-a-jwt': {
    title: 'This is not a whole key',
    detail: `${WHOLE_KEY} What follows the colon does not have this form; part of it may be missing.`,
  },
  'payload-unreadable': {
    title: 'This key cannot be read',
    detail:
      'Its middle part is damaged, as when some characters are lost in copying. Copy the whole key again.',
  },
  'no-audience': {
    title: 'This key names no tenant',
    detail: 'It does not say which Benchling tenant it belongs to. Copy the key of the analysis again.',
  },
  'bad-audience': {
    title: 'This key names no usable tenant',
    detail:
      'The tenant in it is not a plain host name. No key was sent. Copy the key from the analysis in Benchling.',
  },
}

export const REACH_WORDS: ReadonlyMap<string, string> = new Map([
  ['connection-refused', 'the connection was refused'],
  ['unknown-host', 'the name could not be looked up'],
  ['no-route', 'there is no way to it from here'],
  ['connect-timeout', 'the connection took too long'],
  ['certificate', 'its certificate is not trusted here'],
  ['connection-closed', 'the connection was closed before an answer came'],
])

export const UNSAFE_WORDS = {
  redirect: ' by way of a redirect, which is never followed',
  'not-a-url': ' with text that is no address',
  'not-https': ' without encryption',
  'foreign-host': ', which is not its storage',
  'user-in-url': ' with a user name in the address',
} as const

export const CSV_WORDS: ReadonlyMap<string, string> = new Map([
  ['ragged', 'it has another number of cells than the header'],
  ['text-after-quote', 'there is text after a closing quote'],
  ['record-too-long', 'it is too long; a quote may not be closed'],
  ['too-many-columns', 'there are too many columns'],
  ['other-columns', 'this part has other columns than the first'],
  ['no-header', 'there is no header'],
  ['not-utf-8', 'the text is not UTF-8'],
])
