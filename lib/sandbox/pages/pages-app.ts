import { Hono } from 'hono'
import type { ApiEnv, Sandbox } from '../sandbox.ts'

export function pagesApp(_sandbox: Sandbox): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
}
