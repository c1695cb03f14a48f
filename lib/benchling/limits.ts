/** Sizes are decimal bytes. Contract sections 8, 10 and 12. */
export const LIMITS = {
  /** Benchling's limit for one CSV, in either direction. */
  csvBytes: 150_000_000,
  /** Above this a results frame is suspicious: Benchling's own guide still names it as the limit. */
  csvWarnBytes: 15_000_000,
  fileBytes: 30_000_000,
  apiBodyBytes: 5_000_000,
  parts: 64,
  columns: 2_000,
  /** Characters of one CSV record: an unclosed quote must not swallow the whole file into one cell. */
  recordChars: 1_000_000,
  /** Calls to one tenant at the same time. */
  concurrentCalls: 6,
  /** Uploads of one tenant at the same time; its storage counts no calls. */
  concurrentUploads: 6,
} as const
