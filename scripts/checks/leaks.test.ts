import { describe, expect, it } from 'vitest'
import { lockComplaints } from './leaks.mjs'

const HASH = `sha512-${'A'.repeat(86)}==`
const manifest = { dependencies: { next: '16.4.6' } }

function lock(entry: object = {}, top: object = manifest, more: object = {}) {
  const next = { version: '16.4.6', integrity: HASH, ...entry }
  return { lockfileVersion: 3, packages: { '': top, 'node_modules/next': next, ...more } }
}

describe('a lock file', () => {
  it('is in order with exact versions, hashes and no host', () => {
    expect(lockComplaints(manifest, lock())).toEqual([])
  })

  it.each([
    ['a host', lock({ resolved: 'https://registry.test/next.tgz' }), /"resolved"/],
    ['no hash', lock({ integrity: undefined }), /no SHA-512/],
    ['a weak hash', lock({ integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }), /no SHA-512/],
    ['a link to elsewhere', lock({}, manifest, { 'node_modules/x': { link: true } }), /is a link/],
    [
      'another version than asked for',
      lock({}, { dependencies: { next: '16.4.5' } }),
      /16\.4\.5 here and 16\.4\.6/,
    ],
    ['another version installed', lock({ version: '16.4.5' }), /16\.4\.5 is installed/],
    [
      'a package nobody asked for',
      lock({}, { dependencies: { ...manifest.dependencies, x: '1.0.0' } }),
      /x is 1\.0\.0/,
    ],
    ['an old form', { ...lock(), lockfileVersion: 2 }, /version is 2/],
  ])('is not with %s', (_, locked, words) => {
    expect(lockComplaints(manifest, locked)).toEqual([expect.stringMatching(words)])
  })

  it('is not with a version that may move', () => {
    const moving = { dependencies: { next: '^16.4.6' } }
    expect(lockComplaints(moving, lock({}, moving))).toEqual([expect.stringMatching(/no exact version/)])
  })
})
