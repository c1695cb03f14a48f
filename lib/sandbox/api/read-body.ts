import type { Context } from 'hono'
import type * as z from 'zod'
import { err, ok } from '../../result.ts'
import type { Result } from '../../result.ts'
import type { ApiEnv } from '../sandbox.ts'

/** The JSON body as `schema` reads it, or why it does not, for the 400. */
export async function readBody<T>(c: Context<ApiEnv>, schema: z.ZodType<T>): Promise<Result<T, string>> {
  if (!(c.req.header('content-type') ?? '').startsWith('application/json')) {
    return err('The body must be JSON, with Content-Type application/json.')
  }
  let body: unknown
  try {
    body = await c.req.json()
  } catch {
    return err('The body is not valid JSON.')
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  return err(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`)
}
