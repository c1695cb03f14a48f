import { sealData } from 'iron-session'
import { describe, expect, it } from 'vitest'
import { addGrant, findGrant, type Grant } from './grants.ts'

const grant = (analysisId: string, tenantHost = 'acme.benchling.com'): Grant => ({
  analysisId,
  tenantHost,
  isKeyExpired: false,
})

describe('addGrant', () => {
  it('puts the newest first and lists an analysis once', () => {
    const grants = addGrant([grant('ana_AAAA'), grant('ana_BBBB')], {
      ...grant('ana_BBBB'),
      isKeyExpired: true,
    })
    expect(grants.map((g) => [g.analysisId, g.isKeyExpired])).toEqual([
      ['ana_BBBB', true],
      ['ana_AAAA', false],
    ])
  })

  it('keeps the same id at two tenants apart', () => {
    expect(addGrant([grant('ana_AAAA')], grant('ana_AAAA', 'other.benchling.com'))).toHaveLength(2)
  })

  it('lets the oldest fall out', () => {
    let grants: readonly Grant[] = []
    for (let n = 0; n < 30; n++) grants = addGrant(grants, grant(`ana_${1000 + n}`))
    expect(grants).toHaveLength(20)
    expect(grants[0]?.analysisId).toBe('ana_1029')
    expect(grants.at(-1)?.analysisId).toBe('ana_1010')
  })

  it('stays within one cookie with the longest ids and hosts there are', async () => {
    let grants: readonly Grant[] = []
    for (let n = 0; n < 30; n++) {
      const id = `${'a'.repeat(16)}_${String(n).padStart(64, '0')}`
      grants = addGrant(grants, grant(id, `${'h'.repeat(63)}.${'i'.repeat(63)}.${'j'.repeat(63)}.com`))
      const sealed = await sealData(
        { id: '0123456789ab', grants },
        { password: 'x'.repeat(64), ttl: 7 * 24 * 3600 },
      )
      // Browsers take 4096 characters, the name and the flags included.
      expect(sealed.length).toBeLessThan(3900)
      expect(grants[0]?.analysisId).toBe(id)
    }
    expect(grants.length).toBeGreaterThan(1)
  })
})

describe('findGrant', () => {
  const grants = [grant('ana_AAAA', 'new.benchling.com'), grant('ana_AAAA', 'old.benchling.com')]

  it.each([
    ['the key that was pasted last decides', { analysisId: 'ana_AAAA' }, 'new.benchling.com'],
    [
      'a named tenant decides',
      { analysisId: 'ana_AAAA', tenantHost: 'old.benchling.com' },
      'old.benchling.com',
    ],
    ['a tenant without a grant', { analysisId: 'ana_AAAA', tenantHost: 'x.benchling.com' }, undefined],
    ['an analysis without a grant', { analysisId: 'ana_AAA' }, undefined],
    ['no id', { analysisId: '' }, undefined],
  ])('%s', (_, target, host) => {
    expect(findGrant(grants, target)?.tenantHost).toBe(host)
  })
})
