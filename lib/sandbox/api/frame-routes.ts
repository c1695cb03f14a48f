import type { Context } from 'hono'
import * as z from 'zod'
import type { ApiEnv, Sandbox } from '../sandbox.ts'
import { badRequest, notFound, refused } from './errors.ts'
import { frameBody } from './frame-body.ts'
import { readBody } from './read-body.ts'

const DataFrameCreate = z.object({
  name: z.string().min(1),
  manifest: z
    .array(z.object({ fileName: z.string().regex(/\.csv$/i, 'must end in .csv') }))
    .length(1, 'exactly one CSV file per data frame'),
})

const DataFrameUpdate = z.object({ uploadStatus: z.literal('IN_PROGRESS') })

export function createFrame(sandbox: Sandbox) {
  return async (c: Context<ApiEnv>): Promise<Response> => {
    const body = await readBody(c, DataFrameCreate)
    if (!body.ok) return badRequest(c, body.error)
    const frame = sandbox.tenant.createFrame(body.value.name, body.value.manifest[0]?.fileName ?? '')
    return c.json(frameBody(sandbox, frame, c.get('fault')), 200)
  }
}

export function getFrame(sandbox: Sandbox) {
  return (c: Context<ApiEnv, '/:id'>): Response => {
    const format = c.req.query('rowDataFormat') ?? 'csv'
    if (format !== 'csv') return badRequest(c, `rowDataFormat ${format} is not supported by the sandbox.`)
    const id = c.req.param('id')
    const frame = sandbox.tenant.frame(id)
    return frame === null ? notFound(c, id) : c.json(frameBody(sandbox, frame, c.get('fault')), 200)
  }
}

export function patchFrame(sandbox: Sandbox) {
  return async (c: Context<ApiEnv, '/:id'>): Promise<Response> => {
    const body = await readBody(c, DataFrameUpdate)
    if (!body.ok) return badRequest(c, body.error)
    const task = sandbox.tenant.startIngestion(c.req.param('id'), c.get('fault'))
    return task.ok ? c.json({ taskId: task.value.id }, 202) : refused(c, task.error)
  }
}

/** `response` only on SUCCEEDED, `message` only on FAILED. */
export function getTask(sandbox: Sandbox) {
  return (c: Context<ApiEnv, '/:id'>): Response => {
    const id = c.req.param('id')
    const task = sandbox.tenant.task(id)
    if (task === null) return notFound(c, id)
    if (task.isRunning) return c.json({ status: 'RUNNING' }, 200)
    const { status, message, frameId } = task.record
    if (status === 'FAILED') return c.json({ status, message: message ?? '' }, 200)
    const frame = sandbox.tenant.frame(frameId)
    return c.json({ status, ...(frame === null ? {} : { response: frameBody(sandbox, frame, null) }) }, 200)
  }
}
