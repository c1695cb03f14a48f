import type { Context } from 'hono'
import * as z from 'zod'
import type { AnalysisRecord } from '../records.ts'
import type { ApiEnv, Sandbox } from '../sandbox.ts'
import { badRequest, notFound, refused } from './errors.ts'
import { readBody } from './read-body.ts'

const AnalysisUpdate = z.object({
  dataFrameIds: z.array(z.string()).default([]),
  fileIds: z.array(z.string()).default([]),
})

export function getAnalysis(sandbox: Sandbox) {
  return (c: Context<ApiEnv, '/:id'>): Response => {
    const id = c.req.param('id')
    const analysis = sandbox.tenant.analysis(id)
    return analysis === null ? notFound(c, id) : c.json(analysisBody(analysis), 200)
  }
}

/** Appends; nothing is replaced and nothing can be detached. */
export function patchAnalysis(sandbox: Sandbox) {
  return async (c: Context<ApiEnv, '/:id'>): Promise<Response> => {
    const body = await readBody(c, AnalysisUpdate)
    if (!body.ok) return badRequest(c, body.error)
    const attached = sandbox.tenant.attach(c.req.param('id'), body.value)
    return attached.ok ? c.json(analysisBody(attached.value), 200) : refused(c, attached.error)
  }
}

/** The four fields of the schema and no others: the API gives neither name nor status. */
function analysisBody({ id, folderId, dataFrameIds, fileIds }: AnalysisRecord) {
  return { id, folderId, dataFrameIds, fileIds }
}
