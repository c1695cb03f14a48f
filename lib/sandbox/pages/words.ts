import type { FrameStatus } from '../tenant.ts'

export const STATUS_WORDS: Readonly<Record<FrameStatus, string>> = {
  NOT_UPLOADED: 'not uploaded',
  IN_PROGRESS: 'being processed',
  SUCCEEDED: 'ready',
  FAILED_VALIDATION: 'failed validation',
}

/** `2026-01-12 09:30 UTC`. */
export function day(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
