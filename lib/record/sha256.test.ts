import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSha256, sha256 } from './sha256.ts'

describe('sha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('gives the digest that FIPS 180-4 publishes for "%s"', (text, digest) => {
    expect(sha256(text)).toBe(digest)
  })

  it('agrees with Node at every length around a block, in any parts', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (parts) => {
        const hash = createSha256()
        for (const part of parts) hash.update(part)
        // Lone surrogates have no UTF-8 form: both write U+FFFD.
        expect(hash.digest()).toBe(
          createHash('sha256')
            .update(parts.map((p) => p.toWellFormed()).join(''))
            .digest('hex'),
        )
      }),
    )
  })

  it('takes a million letters', () => {
    const hash = createSha256()
    for (let i = 0; i < 1000; i++) hash.update('a'.repeat(1000))
    expect(hash.digest()).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0')
  })
})
