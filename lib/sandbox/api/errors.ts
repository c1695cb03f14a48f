import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { Refusal } from '../refusal.ts'
import type { ApiEnv } from '../sandbox.ts'

/** 400, or 404 with `invalidId`. */
export function refused(c: Context<ApiEnv>, refusal: Refusal): Response {
  return refusal.kind === 'not-found' ? notFound(c, refusal.id) : badRequest(c, refusal.message)
}

export function badRequest(c: Context<ApiEnv>, message: string): Response {
  return c.json({ error: { type: 'invalid_request_error', message, userMessage: message } }, 400)
}

export function notFound(c: Context<ApiEnv>, invalidId: string): Response {
  const message = `Could not find ${invalidId}.`
  return c.json({ error: { type: 'invalid_request_error', message, userMessage: message, invalidId } }, 404)
}

export function forbidden(c: Context<ApiEnv>, invalidId: string): Response {
  const message = `The app has no access to ${invalidId}.`
  return c.json({ error: { type: 'invalid_request_error', message, userMessage: message, invalidId } }, 403)
}

export function notAuthenticated(c: Context<ApiEnv>): Response {
  const message = 'Failed to authenticate'
  return c.json({ error: { type: 'authentication_error', message, userMessage: message } }, 401)
}

export function rateLimited(c: Context<ApiEnv>): Response {
  const message = 'Rate limit exceeded.'
  return c.json({ error: { type: 'invalid_request_error', message, userMessage: message } }, 429)
}

export function tooLarge(c: Context): Response {
  const message = 'The request body is larger than 100 MB.'
  return c.json({ error: { type: 'invalid_request_error', message, userMessage: message } }, 413)
}

export function serverError(c: Context<ApiEnv>, status: 500 | 503, message: string): Response {
  return c.json(
    { error: { type: 'api_error', message, userMessage: message, errorId: randomUUID() } },
    status,
  )
}

/** The token endpoint's own error types. */
export function oauthError(c: Context<ApiEnv>, status: 400 | 401, type: string, message: string): Response {
  return c.json({ error: { type, message, userMessage: message } }, status)
}
