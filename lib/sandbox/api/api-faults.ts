import type { Context } from 'hono'
import type { Fault } from '../control.ts'
import { dropConnection } from '../play-fault.ts'
import type { ApiEnv, Sandbox } from '../sandbox.ts'
import { forbidden, notAuthenticated, notFound, oauthError, rateLimited, serverError } from './errors.ts'
import { proxyErrorPage, signInPage } from './html-answers.ts'

/** The answer of a fault that keeps the call from any effect; null where the call goes on. */
export function refusalOf(c: Context<ApiEnv>, fault: Fault, sandbox: Sandbox): Response | null {
  const id = decodeURIComponent(c.req.path.split('/').at(-1) ?? '')
  switch (fault.kind) {
    case 'wrong-secret':
      return oauthError(c, 401, 'invalid_client', 'The client credentials are not valid.')
    case 'bad-grant':
      return oauthError(c, 400, 'unsupported_grant_type', 'The grant type is not supported.')
    case 'expired-token':
      return notAuthenticated(c)
    case 'forbidden':
      return forbidden(c, id)
    case 'not-found':
    case 'task-vanished':
      return notFound(c, id)
    case 'rate-limited':
      c.set('rate', { ...c.get('rate'), remaining: 0, resetS: Math.ceil(fault.seconds) })
      return rateLimited(c)
    case 'rate-limited-hidden':
      return rateLimited(c)
    case 'server-error':
      return serverError(c, 500, 'An unexpected error occurred.')
    case 'downtime':
      return serverError(c, 503, 'The tenant is down for planned maintenance.')
    case 'bad-gateway':
      return proxyErrorPage(c, 502)
    case 'gateway-timeout':
      return proxyErrorPage(c, 504)
    case 'downtime-html':
      return proxyErrorPage(c, 503)
    case 'html-page':
      return signInPage(c)
    case 'connection-reset':
      return dropConnection(c.env, 'abruptly')
    case 'redirect':
      // To the other listener, so that a client which follows is seen in the request log.
      return c.redirect(`${sandbox.addresses.storageUrl}/redirected`, 302)
    default:
      return null
  }
}
