import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { BenchlingError, KeyProblem } from './errors.ts'
import { isBareHost, isSandboxHost } from './host.ts'

export interface AnalysisKey {
  readonly analysisId: string
  /** Untrusted: whoever made the key chose it. Only `findTenant` may turn it into an address. */
  readonly host: string
  /** null where the key carries no expiry. Said, never enforced: the tenant decides. */
  readonly isExpired: boolean | null
}

export type InvalidKey = Extract<BenchlingError, { kind: 'invalid-key' }>

export const MAX_KEY_LENGTH = 8192
const ANALYSIS_ID = /^[a-z]{2,16}_[A-Za-z0-9]{4,64}$/
const QUOTES = /^["'`“”‘’]+|["'`“”‘’]+$/g
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/

/**
 * Reads a pasted analysis key, `<analysis id>:<JWT>`. Uses no network and never echoes the text.
 *
 * The signature is not checked: Benchling publishes no key for it, so `host` stays an untrusted claim.
 *
 * @param text   as pasted; surrounding quotes and line breaks inside are removed
 * @param nowMs  for `isExpired`
 * @returns      the parts, or `invalid-key` with what is wrong
 */
export function parseAnalysisKey(text: string, nowMs: number = Date.now()): Result<AnalysisKey, InvalidKey> {
  if (text.length > 4 * MAX_KEY_LENGTH) return invalid('too-long')
  const key = text
    .trim()
    .replace(QUOTES, '')
    .replace(/[\r\n]+/g, '')
    .trim()
  if (key === '') return invalid('empty')
  if (key.length > MAX_KEY_LENGTH) return invalid('too-long')

  const colon = key.indexOf(':')
  if (colon < 0) return invalid('no-colon')
  const analysisId = key.slice(0, colon)
  if (!isAnalysisId(analysisId)) return invalid('bad-id')

  const parts = key.slice(colon + 1).split('.')
  if (parts.length !== 3 || !parts.every(isBase64)) return invalid('not-a-jwt')
  const claims = readClaims(parts[1] ?? '')
  if (claims === null) return invalid('payload-unreadable')

  const audience = readAudience(claims.get('aud'))
  if (!audience.ok) return audience
  return ok({ analysisId, host: audience.value, isExpired: readExpiry(claims.get('exp'), nowMs) })
}

/** Whether `id` can be an analysis id; one that passes holds nothing with a meaning in a path. */
export function isAnalysisId(id: string): boolean {
  return ANALYSIS_ID.test(id)
}

function invalid(problem: KeyProblem): { ok: false; error: InvalidKey } {
  return err({ kind: 'invalid-key', problem })
}

/** Either alphabet, with or without padding: tools that copy tokens disagree. */
function isBase64(part: string): boolean {
  return /^[A-Za-z0-9_+/-]+={0,2}$/.test(part)
}

function readClaims(payload: string): Map<string, unknown> | null {
  const bytes = Buffer.from(payload.replaceAll('-', '+').replaceAll('_', '/'), 'base64')
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null
    // A map, so that a claim called `__proto__` is only a claim.
    return new Map(Object.entries(parsed))
  } catch {
    return null
  }
}

function readAudience(aud: unknown): Result<string, InvalidKey> {
  if (aud === undefined || aud === null || aud === '') return invalid('no-audience')
  const single: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud
  // ASCII before lower-casing: the Kelvin sign would otherwise become a plain k.
  if (typeof single !== 'string' || !PRINTABLE_ASCII.test(single)) return invalid('bad-audience')
  const host = single
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/$/, '')
  return isBareHost(host) || isSandboxHost(host) ? ok(host) : invalid('bad-audience')
}

function readExpiry(exp: unknown, nowMs: number): boolean | null {
  return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1000 < nowMs : null
}
