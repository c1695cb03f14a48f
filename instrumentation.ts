/** Next's start-up hook; not called by `next build`, which must never open the database. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  if (process.env['NEXT_PHASE'] === 'phase-production-build') return
  const { start } = await import('./app/server/start.ts')
  await start()
}
