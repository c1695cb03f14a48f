import { createHmac } from 'node:crypto'
import { SANDBOX_DEFAULTS } from './control.ts'

const LIFETIME_S = 30 * 24 * 3600

/** An analysis key as the tenant's import/export panel gives it: `<analysis id>:<JWT>`, good for 30 days. */
export function sampleKey(analysisId: string, host: string, nowMs: number): string {
  const iat = Math.floor(nowMs / 1000)
  const header = encode({ alg: 'HS256', typ: 'JWT' })
  const payload = encode({ aud: host, iat, exp: iat + LIFETIME_S, sub: analysisId })
  const signature = createHmac('sha256', SANDBOX_DEFAULTS.clientSecret)
    .update(`${header}.${payload}`)
    .digest('base64url')
  return `${analysisId}:${header}.${payload}.${signature}`
}

function encode(claims: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(claims)).toString('base64url')
}
