import 'server-only'
import { createHash } from 'node:crypto'
import type { OutputInput } from '../outputs/push-input.ts'

/**
 * SHA-256, as 64 hex digits, over what a push would write and where: equal keys mean equal bytes at the same place, so
 * a second press of the button finds the first push. Order of the outputs does not matter.
 */
export function pushKeyOf(target: {
  readonly tenantHost: string
  readonly analysisId: string
  readonly outputs: readonly OutputInput[]
}): string {
  const hash = createHash('sha256')
  // Every field goes in with its length, so that no two different lists of fields can read the same.
  const add = (field: string | Uint8Array) => {
    const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field
    hash.update(`${bytes.byteLength}:`).update(bytes)
  }
  add(target.tenantHost)
  add(target.analysisId)
  const outputs = target.outputs.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const output of outputs) {
    for (const field of [output.id, output.kind, output.name, output.fileName, output.bytes]) add(field)
  }
  return hash.digest('hex')
}
