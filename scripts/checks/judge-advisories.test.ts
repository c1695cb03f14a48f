import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkExceptions, judgeAdvisories } from './judge-advisories.mjs'

const ID = 'GHSA-35jh-r3h4-6jhm'
const advisory = { title: 'Command injection', severity: 'high', url: `https://github.com/advisories/${ID}` }
const REASON = 'templates are ours and take no text of anybody else'
const exception = { advisory: ID, package: 'lodash', reason: REASON, until: '2027-01-31' }
const packages = { 'node_modules/lodash': {}, 'node_modules/a/node_modules/lodash': { dev: true } }

/** As npm 11 writes it, cut to what is read. */
function report(nodes: readonly string[]): string {
  const lodash = { name: 'lodash', severity: 'high', via: [advisory], effects: ['a'], nodes }
  const a = { name: 'a', severity: 'high', via: ['lodash'], effects: [], nodes: ['node_modules/a'] }
  return JSON.stringify({ auditReportVersion: 2, vulnerabilities: { a, lodash }, metadata: {} })
}

function judge(answer: string, exceptions = [exception], today = '2026-11-26') {
  return judgeAdvisories(answer, { packages, exceptions, today })
}

describe('an advisory', () => {
  const ships = report(['node_modules/lodash', 'node_modules/a/node_modules/lodash'])
  const line = `lodash: Command injection (high) ${advisory.url}`

  it.each([
    ['stands against a package that runs', ships, [], '2026-11-26', { harmful: [line], argued: [] }],
    ['is argued', ships, [exception], '2027-01-31', { harmful: [], argued: [`${line}: ${REASON}`] }],
    [
      'was argued until yesterday',
      ships,
      [exception],
      '2027-02-01',
      { harmful: [`${line}: argued until 2027-01-31`] },
    ],
    [
      'was argued of another package',
      ships,
      [{ ...exception, package: 'a' }],
      '2026-11-26',
      { harmful: [line] },
    ],
    [
      'is about what does not run',
      report(['node_modules/a/node_modules/lodash']),
      [],
      '2026-11-26',
      { harmful: [], notRun: [line] },
    ],
    [
      'is about what the lock file does not know',
      report(['node_modules/b']),
      [],
      '2026-11-26',
      { harmful: [line], notRun: [] },
    ],
    [
      'is over, and its exception with it',
      JSON.stringify({ auditReportVersion: 2, vulnerabilities: {} }),
      [exception],
      '2026-11-26',
      { harmful: [], idle: [expect.stringContaining(ID)] },
    ],
  ])('%s', (_, answer, exceptions, today, expected) => {
    expect(judge(answer, exceptions, today)).toMatchObject({ kind: 'asked', ...expected })
  })

  it.each([
    [
      'a registry without the service',
      JSON.stringify({
        message: '405 Method Not Allowed - POST https://registry.test/-/npm/v1/bulk',
        error: {},
      }),
      '405 Method Not Allowed',
    ],
    [
      'no network',
      JSON.stringify({ error: { code: 'ENOTFOUND', summary: 'request failed' } }),
      'request failed',
    ],
    ['no answer', '', 'npm gave no report'],
    [
      'another form of report',
      JSON.stringify({ auditReportVersion: 3, vulnerabilities: {} }),
      'npm gave no report',
    ],
  ])('is not known of with %s, and never taken for absent', (_, answer, reason) => {
    expect(judge(answer)).toEqual({ kind: 'not-asked', reason })
  })
})

describe('the exceptions', () => {
  it('of the project are argued', () => {
    const file = new URL('advisory-exceptions.json', import.meta.url)
    expect(checkExceptions(JSON.parse(readFileSync(file, 'utf8')))).toEqual([])
    expect(checkExceptions([exception])).toEqual([])
  })

  it.each([
    ['no advisory', { advisory: 'CVE-2021-1' }],
    ['no package', { package: '' }],
    ['hardly a reason', { reason: 'fine' }],
    ['no end', { until: 'never' }],
  ])('need more than %s', (_, change) => {
    expect(checkExceptions([{ ...exception, ...change }])).toHaveLength(1)
  })
})
