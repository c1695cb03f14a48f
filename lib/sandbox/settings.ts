import type { Settings } from './control.ts'

/** What the real tenant does by its documents; ingestion is short so that nobody waits on a demonstration. */
export const DEFAULT_SETTINGS: Settings = {
  tokenLifetimeS: 900,
  rateLimit: 300,
  rateWindowS: 30,
  signedUrlLifetimeS: 3600,
  ingestionMs: 600,
  seededIngestionMs: 15_000,
  latencyMs: 0,
}
