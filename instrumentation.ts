import type { Instrumentation } from 'next'

/** Next's start-up hook; not called by `next build`, which must never open the database. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  if (process.env['NEXT_PHASE'] === 'phase-production-build') return
  await instrument()
  const { start } = await import('./app/server/start.ts')
  await start()
}

/** What Next could not render or answer, beside what actions and routes catch themselves: one redacted line each. */
export const onRequestError: Instrumentation.onRequestError = async (cause, request) => {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { logBug } = await import('./app/server/answer.ts')
  const requestId = request.headers['x-request-id']
  // The path without its query, which may hold anything.
  const name = `${request.method} ${request.path.split('?')[0]}`
  logBug({ name, cause, ...(typeof requestId === 'string' ? { requestId } : {}) })
}

/** The administrator's own module, such as one that starts OpenTelemetry: before anything it may want to watch. */
async function instrument(): Promise<void> {
  const path = process.env['HALFMAX_INSTRUMENTATION'] ?? ''
  if (path === '') return
  const { pathToFileURL } = await import('node:url')
  await import(/* turbopackIgnore: true */ pathToFileURL(path).href)
}
