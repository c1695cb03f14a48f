import type { FitChunk } from './messages.ts'

/**
 * Whether a message is a chunk of fits of the page. The worker carries no schema library: it would be a third of what a page
 * downloads for it, and what the fields hold is judged by the engine, whose answer names what is wrong.
 */
export function isFitChunk(raw: unknown): raw is FitChunk {
  if (!isRecord(raw) || raw['kind'] !== 'fit') return false
  if (typeof raw['run'] !== 'number' || typeof raw['chunk'] !== 'number') return false
  return Array.isArray(raw['jobs']) && raw['jobs'].every(isJob)
}

function isJob(job: unknown): boolean {
  if (!isRecord(job) || typeof job['index'] !== 'number') return false
  const { request, bandDose } = job
  if (bandDose !== null && !(bandDose instanceof Float64Array)) return false
  return isRecord(request) && hasPoints(request) && hasConstraints(request['constraints'])
}

function hasPoints({ dose, response, weights, trials, censoring }: Record<string, unknown>): boolean {
  const isColumn = (values: unknown) => values === undefined || values instanceof Float64Array
  return (
    dose instanceof Float64Array &&
    response instanceof Float64Array &&
    isColumn(weights) &&
    isColumn(trials) &&
    (censoring === undefined || censoring instanceof Int8Array)
  )
}

function hasConstraints(constraints: unknown): boolean {
  return (
    isRecord(constraints) && ['bottom', 'top', 'logEc50', 'hill'].every((name) => isRecord(constraints[name]))
  )
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
