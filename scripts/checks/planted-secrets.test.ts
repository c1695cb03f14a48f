import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plantedSecrets } from './planted-secrets.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halfmax-planted-'))
  mkdirSync(join(folder, 'outputs'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(name: string, text: string) {
  writeFileSync(join(folder, name), text)
}

const report = (title: string, failure: string) =>
  JSON.stringify({ testResults: [{ assertionResults: [{ title, failureMessages: [failure] }] }] })
const secret = (kind: string) => ['planted', kind].join('-')
const CAPITAL = 'planted'.toUpperCase()

describe('the search for planted secrets', () => {
  it('is content with what holds none', () => {
    put('outputs/unit.txt', 'ok: a planted outlier is found; Bearer [redacted]')
    put('stack-0.log', '{"msg":"signed in","url":"https://acme.benchling.com/api?[redacted]"}')
    put('vitest.json', report(`takes ${CAPITAL} out`, ''))
    put('stack-0-tenant.log', secret('client-secret'))
    put('picture.png', secret('client-secret'))
    expect(plantedSecrets(0, folder)).toMatchObject({ failed: 0 })
  })

  it.each([
    ['the client secret of a tenant', 'outputs/unit.txt', secret('client-secret')],
    ['the secret of sessions', 'stack-2.log', `{"msg":"${secret('session-secret-of-forty')}"}`],
    ['a token', 'playwright.json', JSON.stringify({ stdout: [secret('access-token')] })],
    ['the password of the database', 'outputs/unit.txt', `postgres://u:${secret('postgres-password')}@h/d`],
    ['the secret of the sandbox', 'stack-0.log', ['sandbox', 'secret-not-for-production'].join('-')],
    ['a part of a key', 'outputs/end to end.txt', `ana_1:${CAPITAL}`],
    ['the token of a key', 'e2e/a/error-context.md', ['eyJhbGciOiJI', 'eyJhdWQiOiJh', 'c2ln'].join('.')],
    ['a signed address', 'stack-0.log', `https://b.s3.amazonaws.com/x?X-Amz-Signature=${'0a'.repeat(32)}`],
    ['a bearer header', 'stack-0.log', `authorization: Bearer ${'x'.repeat(24)}`],
    ['a failure that quotes one', 'vitest.json', report('x', `expected ${secret('client-secret')}`)],
  ])('finds %s', (_, file, text) => {
    put('outputs/lint.txt', 'ok')
    mkdirSync(join(folder, file, '..'), { recursive: true })
    put(file, text)
    const { failed, output } = plantedSecrets(0, folder)
    expect(failed).toBe(1)
    expect(output).toContain(file)
    expect(output).not.toContain(text)
  })

  it('is not content with nothing, nor with what another run left', () => {
    put('outputs/unit.txt', secret('client-secret'))
    expect(plantedSecrets(Date.now() + 60_000, folder)).toMatchObject({
      failed: 1,
      output: expect.stringContaining('no test has run'),
    })
    rmSync(join(folder, 'outputs/unit.txt'))
    expect(plantedSecrets(0, folder)).toMatchObject({ failed: 1 })
  })
})
