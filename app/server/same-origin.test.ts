import { expect, it } from 'vitest'
import { isSameOrigin } from './same-origin.ts'

const APP = 'https://halfmax.acme.org'

it.each<[string, Record<string, string>, string | undefined, boolean]>([
  ['our own page', { 'sec-fetch-site': 'same-origin', host: 'h:3000' }, APP, true],
  ['an address typed in', { 'sec-fetch-site': 'none', host: 'h:3000' }, APP, true],
  ['a foreign page', { 'sec-fetch-site': 'cross-site', host: 'h:3000' }, APP, false],
  ['a sister site', { 'sec-fetch-site': 'same-site', host: 'h:3000' }, APP, false],
  ['no browser at all', { host: 'h:3000' }, undefined, true],
  ['the origin of APP_URL behind a proxy', { origin: APP, host: 'localhost:3000' }, APP, true],
  ['the origin of the host asked', { origin: 'http://h:3000', host: 'h:3000' }, undefined, true],
  ['another port of the host', { origin: 'http://h:3001', host: 'h:3000' }, undefined, false],
  ['a name that begins like ours', { origin: `${APP}.evil.test`, host: 'h:3000' }, APP, false],
  [
    'a form of our own page, which sends no referrer',
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
    APP,
    true,
  ],
  ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }, APP, false],
  ['an opaque origin', { origin: 'null', host: 'h:3000' }, undefined, false],
  ['an opaque origin, and no host', { origin: 'null' }, undefined, false],
  [
    'a foreign origin that calls itself same-origin',
    { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' },
    APP,
    false,
  ],
])('%s', (_, headers, appUrl, expected) => {
  expect(isSameOrigin(new Headers(headers), appUrl)).toBe(expected)
})
