import { expect, it } from 'vitest'
import { maskKey, previewKey } from './key-preview.ts'

const payload = (claims: unknown) => Buffer.from(JSON.stringify(claims)).toString('base64url')

it('reads the id and the named tenant out of a whole key', () => {
  const key = `ana_Tx98nkEm:e30.${payload({ aud: 'acme.benchling.com' })}.c2ln`
  expect(previewKey(key)).toEqual({ analysisId: 'ana_Tx98nkEm', host: 'acme.benchling.com' })
})

it('reads the first of several audiences and drops the scheme', () => {
  const key = `ana_A1:e30.${payload({ aud: ['https://acme.benchling.com/api', 'x'] })}.c2ln`
  expect(previewKey(key)?.host).toBe('acme.benchling.com')
})

it.each([
  ['the colon is missing', 'ana_Tx98nkEm eyJ.abc.def'],
  ['only two parts', 'ana_Tx98nkEm:abc.def'],
  ['nothing', ''],
])('has no preview where %s', (_, text) => {
  expect(previewKey(text)).toBeNull()
})

it('names no tenant where the payload is no JSON', () => {
  expect(previewKey('ana_A1:e30.bm90anNvbg.c2ln')).toEqual({ analysisId: 'ana_A1', host: null })
})

it('masks everything behind the colon', () => {
  expect(maskKey('ana_A1:secret.secret.secret')).toBe(`ana_A1:${'•'.repeat(18)}`)
  expect(maskKey('no colon but secret')).not.toContain('secret')
})
