import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { admitSignedUrl } from './signed-url.ts'
import { ACME, SANDBOX } from './testing/test-tenants.ts'

describe('admitSignedUrl', () => {
  it.each([
    ['the global form', 'https://bucket.s3.amazonaws.com/x?X-Amz-Signature=s'],
    ['the regional form', 'https://my-bucket-1.s3.eu-central-1.amazonaws.com/x'],
    ['the dashed form', 'https://bucket.s3-us-west-2.amazonaws.com/x'],
    ['a government region', 'https://bucket.s3.us-gov-west-1.amazonaws.com/x'],
    ['a listed host', 'https://files.acme.test/x'],
    ['the usual port, written out', 'https://bucket.s3.amazonaws.com:443/x'],
  ])('admits %s', (_, url) => {
    expect(admitSignedUrl(url, ACME)).toMatchObject({ ok: true })
  })

  it.each([
    ['a host that begins like storage', 'https://bucket.s3.amazonaws.com.evil.test/x', 'foreign-host'],
    ['a host that ends like storage', 'https://evils3.amazonaws.com/x', 'foreign-host'],
    ['no bucket', 'https://s3.amazonaws.com/bucket/x', 'foreign-host'],
    ['a bucket with dots', 'https://a.b.s3.amazonaws.com/x', 'foreign-host'],
    ['another Amazon service', 'https://bucket.ec2.amazonaws.com/x', 'foreign-host'],
    ['a region that is none', 'https://bucket.s3.evil.amazonaws.com/x', 'foreign-host'],
    ['a name under a listed host', 'https://x.files.acme.test/x', 'foreign-host'],
    ['a trailing dot', 'https://bucket.s3.amazonaws.com./x', 'foreign-host'],
    ['another port', 'https://bucket.s3.amazonaws.com:8443/x', 'foreign-host'],
    ['plain http', 'http://bucket.s3.amazonaws.com/x', 'not-https'],
    ['the metadata address', 'http://169.254.169.254/latest', 'not-https'],
    ['the metadata address encrypted', 'https://169.254.169.254/latest', 'foreign-host'],
    ['loopback', 'http://127.0.0.1:4311/x', 'not-https'],
    ['a file', 'file:///etc/passwd', 'not-https'],
    ['a user', 'https://bucket.s3.amazonaws.com@evil.test/x', 'user-in-url'],
    ['a backslash', 'https://evil.test\\.s3.amazonaws.com/x', 'not-a-url'],
    ['a line end', 'https://bucket.s3.amazon\naws.com/x', 'not-a-url'],
    ['a full-width letter', 'https://bucket.ｓ3.amazonaws.com/x', 'not-a-url'],
    ['nothing', '', 'not-a-url'],
    ['a path', '/x', 'not-a-url'],
  ])('refuses %s', (_, url, reason) => {
    expect(admitSignedUrl(url, ACME)).toMatchObject({ ok: false, error: { kind: 'unsafe-url', reason } })
  })

  it.each([
    ['its own storage', 'http://127.0.0.1:4311/x', true],
    ['another port of loopback', 'http://127.0.0.1:4312/x', false],
    ['a real bucket', 'https://bucket.s3.amazonaws.com/x', false],
    ['its storage under https', 'https://127.0.0.1:4311/x', false],
  ])('lets the sandbox use %s: %s', (_, url, isAdmitted) => {
    expect(admitSignedUrl(url, SANDBOX).ok).toBe(isAdmitted)
  })

  it('does not print what it holds', () => {
    const url = admitSignedUrl('https://bucket.s3.amazonaws.com/PLANTED?X-Amz-Signature=PLANTED', ACME)
    const error = admitSignedUrl('https://evil.test/PLANTED?X-Amz-Signature=PLANTED', ACME)
    const value = url.ok ? url.value : null
    const printed = [
      JSON.stringify(url),
      value?.toString(),
      inspect(url, { depth: 9, showHidden: true }),
      inspect(error),
    ]
    expect(printed.join('\n')).not.toContain('PLANTED')
    expect(value?.reveal()).toContain('X-Amz-Signature=PLANTED')
  })
})
