import * as z from 'zod'

/** The right of one browser session to one analysis, earned by a key that opened it. The key itself is not kept. */
export const Grant = z.object({
  analysisId: z.string(),
  tenantHost: z.string(),
  /** The key's own end has passed; Benchling was asked all the same and agreed. */
  isKeyExpired: z.boolean(),
})
export type Grant = z.infer<typeof Grant>

const MAX_GRANTS = 20

/** Sealing makes these some 3,700; a browser drops a cookie of more than 4,096 characters, flags included. */
const MAX_CHARS = 2400

/** Newest first; the same analysis once; the oldest fall out, so that all fit into one cookie. */
export function addGrant(grants: readonly Grant[], grant: Grant): readonly Grant[] {
  const others = grants.filter(
    (other) => other.analysisId !== grant.analysisId || other.tenantHost !== grant.tenantHost,
  )
  const kept = [grant, ...others].slice(0, MAX_GRANTS)
  while (kept.length > 1 && JSON.stringify(kept).length > MAX_CHARS) kept.pop()
  return kept
}

/**
 * The newest grant for an analysis, at a given tenant where one is named. Two tenants may use one id: a page address
 * carries the id alone, so there the key that was pasted last decides.
 */
export function findGrant(
  grants: readonly Grant[],
  target: { readonly analysisId: string; readonly tenantHost?: string },
): Grant | null {
  const found = grants.find(
    (grant) =>
      grant.analysisId === target.analysisId &&
      (target.tenantHost === undefined || grant.tenantHost === target.tenantHost),
  )
  return found ?? null
}
