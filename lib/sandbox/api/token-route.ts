import type { Context } from 'hono'
import { SANDBOX_DEFAULTS } from '../control.ts'
import type { ApiEnv, Sandbox } from '../sandbox.ts'
import { oauthError } from './errors.ts'

/** `POST /api/v2/token`: client credentials in the form body, or as Basic. */
export function tokenRoute(sandbox: Sandbox) {
  return async (c: Context<ApiEnv>): Promise<Response> => {
    if (!(c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) {
      return oauthError(c, 400, 'invalid_request', 'The body must be form-encoded.')
    }
    const form = new URLSearchParams(await c.req.text())
    const grant = form.get('grant_type')
    if (grant === null) return oauthError(c, 400, 'invalid_request', 'grant_type is missing.')
    if (grant !== 'client_credentials') {
      return oauthError(c, 400, 'unsupported_grant_type', 'Only client_credentials is supported.')
    }
    const given = basicCredentials(c.req.header('authorization')) ?? {
      id: form.get('client_id') ?? '',
      secret: form.get('client_secret') ?? '',
    }
    if (given.id !== SANDBOX_DEFAULTS.clientId || given.secret !== SANDBOX_DEFAULTS.clientSecret) {
      return oauthError(c, 401, 'invalid_client', 'The client credentials are not valid.')
    }
    const { tokenLifetimeS } = sandbox.settings()
    const token = {
      access_token: sandbox.tokens.issue(given.id, tokenLifetimeS),
      token_type: 'Bearer',
      expires_in: Math.max(1, Math.round(tokenLifetimeS)),
    }
    const { expires_in: _, ...endless } = token
    return c.json(c.get('fault')?.kind === 'no-expires-in' ? endless : token, 200)
  }
}

function basicCredentials(header: string | undefined): { id: string; secret: string } | null {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? null : { id: text.slice(0, colon), secret: text.slice(colon + 1) }
}
