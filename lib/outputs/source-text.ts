import type { OutputContext } from './types.ts'

/** Where the curves come from, and what fitted them. */
export function sourceText({ analysisId, frameName, version }: OutputContext): string {
  const source = analysisId === '' ? `Table ${frameName}` : `Analysis ${analysisId}, data frame ${frameName}`
  return `${source}. Halfmax ${version}.`
}
