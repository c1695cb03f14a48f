import type { Operation } from './control.ts'

const API_OPERATIONS: readonly (readonly [string, RegExp, Operation])[] = [
  ['POST', /^\/api\/v2\/token$/, 'token'],
  ['GET', /^\/api\/v2-beta\/analyses\/[^/]+$/, 'get-analysis'],
  ['PATCH', /^\/api\/v2-beta\/analyses\/[^/]+$/, 'patch-analysis'],
  ['POST', /^\/api\/v2(?:-beta)?\/data-frames$/, 'create-data-frame'],
  ['GET', /^\/api\/v2(?:-beta)?\/data-frames\/[^/]+$/, 'get-data-frame'],
  ['PATCH', /^\/api\/v2(?:-beta)?\/data-frames\/[^/]+$/, 'patch-data-frame'],
  ['GET', /^\/api\/v2\/tasks\/[^/]+$/, 'get-task'],
  ['POST', /^\/api\/v2(?:-beta)?\/files$/, 'create-file'],
  ['GET', /^\/api\/v2(?:-beta)?\/files\/[^/]+$/, 'get-file'],
  ['PATCH', /^\/api\/v2(?:-beta)?\/files\/[^/]+$/, 'patch-file'],
  ['POST', /^\/api\/v2(?:-beta)?\/files:archive$/, 'archive-files'],
]

/** Which API call this is, or null: then the tenant answers with its sign-in page. */
export function apiOperation(method: string, path: string): Operation | null {
  return API_OPERATIONS.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? null
}
