import { useQuery } from '@tanstack/react-query'
import type { OutputInput } from '@/lib/outputs/push-input.ts'
import type { LastPush } from '@/lib/outputs/pushed-state.ts'
import { createSha256 } from '@/lib/record/sha256.ts'
import { identityKey } from './identity-key.ts'

/**
 * The outputs that the last push attached with these very bytes under these names, by id: pushing them again makes
 * nothing new. Empty while that is worked out.
 */
export function useUnchangedOutputs(
  outputs: readonly OutputInput[],
  last: LastPush | null,
): ReadonlySet<string> {
  const { data } = useQuery({
    // Bytes make no key: the list is another one whenever one of them is.
    queryKey: ['output-hashes', last?.push.pushKey ?? null, identityKey(outputs)],
    enabled: last !== null && outputs.length > 0,
    queryFn: () => unchangedIds(outputs, last),
    gcTime: 0,
  })
  return data ?? NONE
}

const NONE: ReadonlySet<string> = new Set()
async function unchangedIds(
  outputs: readonly OutputInput[],
  last: LastPush | null,
): Promise<ReadonlySet<string>> {
  const attached = new Set(
    last?.push.outputs.map(({ kind, name, fileName, sha256 }) => [kind, name, fileName, sha256].join('\n')),
  )
  const hashed = await Promise.all(
    outputs.map(async ({ id, kind, name, fileName, bytes }) => {
      const key = [kind, name, fileName, await sha256Of(bytes)].join('\n')
      return attached.has(key) ? [id] : []
    }),
  )
  return new Set(hashed.flat())
}

/** By the browser where it does so: it refuses on pages served over plain http. */
async function sha256Of(bytes: Uint8Array): Promise<string> {
  if (isSecureContext) {
    const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
  const hash = createSha256()
  hash.update(bytes)
  return hash.digest()
}
