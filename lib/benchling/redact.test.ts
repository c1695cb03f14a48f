import { describe, expect, it } from 'vitest'
import { createLogger } from './log.ts'
import { redactText } from './redact.ts'
import { ACME } from './testing/test-tenants.ts'

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJQTEFOVEVEIn0.c2lnUExBTlRFRA'

const SECRETS: readonly (readonly [string, string])[] = [
  ['a bearer header', 'Authorization: Bearer PLANTED.abc-123'],
  ['a basic header', 'authorization=Basic UExBTlRFRDpQTEFOVEVE'],
  ['a header object', '{"authorization":"Bearer PLANTED","accept":"x"}'],
  ['an odd scheme', '{"Authorization":"Token PLANTED PLANTED"}'],
  ['an escaped object', '{"msg":"{\\"client_secret\\":\\"PLANTED\\"}"}'],
  ['a value with quotes', '{"client_secret":"x\\"PLANTED"}'],
  ['a form body', 'grant_type=x&client_secret=PLANTED%2B1&client_id=a'],
  ['a configuration', "{ clientId: 'a', clientSecret: 'PLANTED' }"],
  ['a token answer', '{"access_token":"PLANTED","expires_in":900}'],
  ['a key', `pasted ana_Tx98nkEm:${JWT} here`],
  ['a key in JSON', `{"key":"ana_Tx98nkEm:${JWT}"}`],
  ['a bare token', `token ${JWT}`],
  ['a signed URL', 'GET https://b.s3.amazonaws.com/x?X-Amz-Signature=PLANTED&a=PLANTED failed'],
  ['a signed path', '/x?X-Amz-Credential=PLANTED&X-Amz-Signature=PLANTED'],
  ['a URL with a user', 'https://user:PLANTED@acme.benchling.com/'],
  ['a known secret alone', 'secret is PLANTED-SECRET.'],
  ['a known secret, form-encoded', 'secret is PLANTED%2DSECRET?'.replace('%2D', '-')],
]
const LEAK = /PLANTED|UExBTlRFRD|eyJhdWQ|c2lnUExBTlRFRA/

describe('redaction', () => {
  it.each(SECRETS)('takes out %s', (_, text) => {
    expect(redactText(text, [ACME.clientSecret])).not.toMatch(LEAK)
  })

  it.each([
    ['a sentence', 'GET data frame answered 404 after 12 ms'],
    ['an address without a query', 'https://acme.benchling.com/api/v2/files'],
    ['an id', 'dset_LlDFupKyErxx in ana_Tx98nkEm'],
    ['a time', '2026-01-01T10:20:30.123Z'],
    ['a file name', 'lib.benchling.client.ts: ok'],
  ])('leaves %s', (_, text) => {
    expect(redactText(text, [ACME.clientSecret])).toBe(text)
  })

  it('writes no character that a terminal or a viewer obeys, and the same text all the same', () => {
    const lines: string[] = []
    const logger = createLogger([ACME], { destination: { write: (line: string) => void lines.push(line) } })
    const hostile = 'a\u001b[2J\u009b31m\r\n{"level":30}\u202eb\u2028c\u0085d\u2066e\u007f'
    logger.warn({ frameName: hostile }, hostile)
    const [line = ''] = lines
    expect(lines).toHaveLength(1)
    expect(line.trimEnd()).toMatch(/^[\u0020-\u007e]+$/)
    expect(JSON.parse(line)).toMatchObject({ frameName: hostile, msg: hostile })
  })

  it('covers everything a logger writes, and keeps its lines JSON', () => {
    const lines: string[] = []
    const logger = createLogger([ACME], { destination: { write: (line: string) => void lines.push(line) } })
    for (const [name, text] of SECRETS) {
      logger.info(text)
      logger.warn({ name, text, nested: { list: [text], authorization: 'PLANTED' }, tenant: ACME }, 'x')
      logger.error(new Error(text, { cause: new Error(text) }))
    }
    expect(lines.filter((line) => LEAK.test(line))).toEqual([])
    expect(lines.map((line) => typeof JSON.parse(line))).toEqual(Array(3 * SECRETS.length).fill('object'))
  })
})
