import * as z from 'zod'

/** The right of one browser session to one analysis, earned by a key that opened it. The key itself is not kept. */
export const Grant = z.object({
  analysisId: z.string(),
  tenantHost: z.string(),
  /** The key's own end has passed; Benchling was asked all the same and agreed. */
  isKeyExpired: z.boolean(),
})
export type Grant = z.infer<typeof Grant>

/** What fits into one cookie with room to spare. */
const MAX_GRANTS = 20

/** Newest first; the same analysis once; the oldest fall out. */
export function addGrant(grants: readonly Grant[], grant: Grant): readonly Grant[] {
  const others = grants.filter(
    (other) => other.analysisId !== grant.analysisId || other.tenantHost !== grant.tenantHost,
  )
  return [grant, ...others].slice(0, MAX_GRANTS)
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
