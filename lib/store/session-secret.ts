import 'server-only'
import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '../result.ts'

export interface SessionSecretError {
  readonly kind: 'session-secret-too-short'
  readonly where: string
}

/** Below this, the cookie's seal refuses the password. */
const MIN_LENGTH = 32

/**
 * The password that seals session cookies: `HALFMAX_SESSION_SECRET`, else one made once and kept in the data folder
 * (owner only), so that a restart signs nobody out.
 */
export function sessionSecret(
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
): Result<string, SessionSecretError> {
  const configured = env['HALFMAX_SESSION_SECRET']?.trim()
  if (configured !== undefined && configured !== '') {
    return checked(configured, 'HALFMAX_SESSION_SECRET')
  }
  const path = join(dir, 'session-secret')
  try {
    writeFileSync(path, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    chmodSync(path, 0o600)
  }
  return checked(readFileSync(path, 'utf8').trim(), path)
}

function checked(secret: string, where: string): Result<string, SessionSecretError> {
  return secret.length < MIN_LENGTH ? err({ kind: 'session-secret-too-short', where }) : ok(secret)
}
