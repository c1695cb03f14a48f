import { Hono } from 'hono'
import { html } from 'hono/html'
import { contentType } from '../content-type.ts'
import type { ApiEnv, Sandbox } from '../sandbox.ts'
import { analysisPage } from './analysis-page.ts'
import { joinParts } from './join-parts.ts'
import { layout, PAGE_POLICY } from './layout.ts'
import { listPage } from './list-page.ts'
import { COPY_SCRIPT, LOOK } from './look.ts'

/** Scripts inside a pushed document may run, in an origin of their own and without any network. */
const CONTENT_POLICY =
  "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:"

/** The tenant's own view of its analyses, for people. */
export function pagesApp(sandbox: Sandbox): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const asPage = { 'Content-Security-Policy': PAGE_POLICY, 'Cache-Control': 'no-store' }
  app.get('/look.css', (c) => c.body(LOOK, 200, { 'Content-Type': 'text/css' }))
  app.get('/copy.js', (c) => c.body(COPY_SCRIPT, 200, { 'Content-Type': 'text/javascript' }))
  app.get('/', (c) => c.html(listPage(sandbox), 200, asPage))
  app.get('/analyses/:id', (c) => {
    const analysis = sandbox.tenant.analysis(c.req.param('id'))
    return analysis === null
      ? c.html(layout('Not found', html`<h1>There is no such analysis</h1>`), 404, asPage)
      : c.html(analysisPage(sandbox, analysis), 200, asPage)
  })
  app.get('/files/:id/content', (c) => {
    const file = sandbox.tenant.file(c.req.param('id'))
    const bytes = file === null ? null : sandbox.tenant.fileBytes(file.id)
    if (file === null || bytes === null) return c.text('There is no such file.', 404)
    const how = c.req.query('download') === undefined ? 'inline' : 'attachment'
    return c.body(new Uint8Array(bytes), 200, contentHeaders(file.filename, how))
  })
  app.get('/frames/:id/download', (c) => {
    const frame = sandbox.tenant.frame(c.req.param('id'))
    const parts = frame === null ? [] : sandbox.tenant.frameParts(frame.id)
    if (frame === null || parts.length === 0) return c.text('There is no such data frame.', 404)
    return c.body(joinParts(parts), 200, contentHeaders(frame.fileName, 'attachment'))
  })
  return app
}

function contentHeaders(fileName: string, how: 'inline' | 'attachment'): Record<string, string> {
  return {
    'Content-Type': contentType(fileName),
    'Content-Disposition': `${how}; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    'Content-Security-Policy': CONTENT_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  }
}
