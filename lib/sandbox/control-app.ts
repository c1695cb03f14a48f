import { Hono } from 'hono'
import type { MiddlewareHandler } from 'hono'
import * as z from 'zod'
import { Fault, Settings } from './control.ts'
import { canMeet } from './fault-table.ts'
import type { ApiEnv, Sandbox } from './sandbox.ts'

const Faults = z.union([Fault.transform((fault) => [fault]), z.array(Fault)])
const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i

/** `/_control`; what it takes and gives is written in control.ts. */
export function controlApp(sandbox: Sandbox): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  app.use(onlyLocalTools)
  app.post('/faults', async (c) => {
    const faults = Faults.safeParse(await c.req.json().catch(() => null))
    if (!faults.success) return c.json({ problem: z.prettifyError(faults.error) }, 400)
    const misplaced = faults.data.find((fault) => !canMeet(fault))
    if (misplaced !== undefined) {
      return c.json({ problem: `${misplaced.kind} cannot happen at ${misplaced.operation}` }, 400)
    }
    sandbox.faults.arm(faults.data)
    return c.body(null, 204)
  })
  app.delete('/faults', (c) => {
    sandbox.faults.clear()
    return c.body(null, 204)
  })
  app.post('/settings', async (c) => {
    const change = Settings.partial()
      .strict()
      .safeParse(await c.req.json().catch(() => null))
    if (!change.success) return c.json({ problem: z.prettifyError(change.error) }, 400)
    const given = Object.entries(change.data).filter(([, value]) => value !== undefined)
    sandbox.changeSettings(Object.fromEntries(given))
    return c.body(null, 204)
  })
  app.post('/reset', (c) => {
    sandbox.tenant.reset()
    sandbox.tokens.clear()
    sandbox.buckets.clear()
    sandbox.faults.clear()
    sandbox.log.clear()
    sandbox.restoreSettings()
    return c.body(null, 204)
  })
  app.get('/requests', (c) => c.json(sandbox.log.list()))
  app.delete('/requests', (c) => {
    sandbox.log.clear()
    return c.body(null, 204)
  })
  return app
}

/** Loopback callers only, and no page of another site: a browser on this machine must not be made to reset it. */
const onlyLocalTools: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const remote = c.env.incoming.socket.remoteAddress ?? ''
  const isLoopback = remote === '::1' || remote.replace('::ffff:', '').startsWith('127.')
  const isNamedLocally = LOOPBACK_HOST.test(c.req.header('host') ?? '')
  const site = c.req.header('sec-fetch-site') ?? 'none'
  if (!isLoopback || !isNamedLocally || (site !== 'none' && site !== 'same-origin')) {
    return c.json({ problem: 'The control endpoint serves local tools only.' }, 403)
  }
  return next()
}
