import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { SANDBOX_DEFAULTS } from '../control.ts'
import { apiOperation } from '../operations.ts'
import { dropConnection, waitOut } from '../play-fault.ts'
import { recordRequest } from '../record-request.ts'
import type { ApiEnv, Sandbox } from '../sandbox.ts'
import { getAnalysis, patchAnalysis } from './analysis-routes.ts'
import { refusalOf } from './api-faults.ts'
import { notAuthenticated, rateLimited, tooLarge } from './errors.ts'
import { archiveFiles, createFile, getFile, patchFile } from './file-routes.ts'
import { createFrame, getFrame, getTask, patchFrame } from './frame-routes.ts'
import { signInPage } from './html-answers.ts'
import { tokenRoute } from './token-route.ts'

const MAX_BODY_BYTES = 100_000_000

/** Everything under `/api`. Both prefixes serve data frames and files; analyses live under v2-beta alone. */
export function apiApp(sandbox: Sandbox): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  app.use(recordRequest(sandbox, 'api', apiOperation), rateHeaders, gate(sandbox))
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }))
  app.post('/api/v2/token', tokenRoute(sandbox))
  app.get('/api/v2-beta/analyses/:id', getAnalysis(sandbox))
  app.patch('/api/v2-beta/analyses/:id', patchAnalysis(sandbox))
  app.get('/api/v2/tasks/:id', getTask(sandbox))
  for (const prefix of ['/api/v2', '/api/v2-beta']) {
    app.post(`${prefix}/data-frames`, createFrame(sandbox))
    app.get(`${prefix}/data-frames/:id`, getFrame(sandbox))
    app.patch(`${prefix}/data-frames/:id`, patchFrame(sandbox))
    app.post(`${prefix}/files`, createFile(sandbox))
    app.get(`${prefix}/files/:id`, getFile(sandbox))
    app.patch(`${prefix}/files/:id`, patchFile(sandbox))
    app.post(`${prefix}/files:archive`, archiveFiles(sandbox))
  }
  app.all('*', signInPage)
  return app
}

/** In the order a tenant works: rate, faults, bearer, handler. */
function gate(sandbox: Sandbox): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await sleep(sandbox.settings().latencyMs)
    const operation = apiOperation(c.req.method, c.req.path)
    if (operation === null) return signInPage(c)
    const bearer = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const clientId = bearer === undefined ? null : sandbox.tokens.clientOf(bearer)
    // The tenant knows one app, so a token call counts into the same bucket as the calls made with the token.
    const bucket = operation === 'token' ? SANDBOX_DEFAULTS.clientId : (clientId ?? 'unknown')
    const { rateLimit: limit, rateWindowS: windowS } = sandbox.settings()
    const rate = sandbox.buckets.take(bucket, { limit, windowS })
    c.set('rate', rate)
    if (rate.isRefused) return rateLimited(c)

    const fault = sandbox.faults.take(operation)
    c.set('fault', fault)
    await waitOut(fault)
    const refusal = fault === null ? null : refusalOf(c, fault, sandbox)
    if (refusal !== null) return refusal
    if (operation !== 'token' && clientId === null) return notAuthenticated(c)
    await next()
    if (fault?.kind === 'answer-lost') c.res = dropConnection(c.env, 'quietly')
    return undefined
  }
}

/** On every JSON answer, those of faults included. */
const rateHeaders: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next()
  if (!(c.res.headers.get('content-type') ?? '').startsWith('application/json')) return
  const { limit, remaining, resetS } = c.get('rate')
  c.header('x-rate-limit-limit', String(limit))
  c.header('x-rate-limit-remaining', String(remaining))
  c.header('x-rate-limit-reset', String(resetS))
}
