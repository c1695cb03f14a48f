import 'server-only'
import { sql, type SQL } from 'drizzle-orm'
import { err, ok, type Result } from '../../result.ts'
import type { Database } from '../open-store.ts'
import { drafts } from '../schema.ts'

/** Somebody of whom something is kept: their id, and the names and addresses they appeared under. */
export interface KnownPerson {
  readonly id: string
  readonly names: readonly string[]
}

/** Whoever works where nobody signs in; every browser there keeps drafts of its own, `local <session>`. */
const LOCAL = 'local'

/** What stands in a push for somebody whose data were deleted. */
export const DELETED_PERSON = { id: 'deleted', name: 'Deleted person' } as const

/**
 * The person a word means: their id here (`oidc:<subject>`, `local`), the provider's subject, or a name or e-mail address as
 * the store has it, in any case.
 *
 * @returns in words why it is nobody, or more than one
 */
export async function findPerson(
  db: Pick<Database, 'select'>,
  who: string,
): Promise<Result<KnownPerson, string>> {
  const named = sql`(
    select person_id as id, person_name as name from audit_entries
    union select person_id, "by" from pushes where person_id <> ${DELETED_PERSON.id}
    union select person_id, "by" from batches
    union select case when owner like ${`${LOCAL} %`} then ${LOCAL} else owner end, null from drafts
    union select person_id, null from sign_outs
  ) as known`
  const rows = await db
    .select({
      id: sql<string>`id`,
      names: sql<readonly string[]>`coalesce(json_agg(distinct name) filter (where name is not null), '[]')`,
    })
    .from(named)
    .groupBy(sql`id`)
    .having(sql`id in (${who}, ${`oidc:${who}`}) or bool_or(lower(name) = lower(${who}))`)
    .orderBy(sql`id`)
  // An id means one person, whatever others chose to call themselves.
  const exact = rows.find(({ id }) => id === who) ?? rows.find(({ id }) => id === `oidc:${who}`)
  const found = exact === undefined ? rows : [exact]
  if (found[0] === undefined) return err(`Nothing is kept of ${who}.`)
  if (found.length === 1) return ok(found[0])
  const listed = found.map(({ id, names }) => `  ${id}  ${names.join(', ')}`)
  return err([`${who} is the name of ${found.length} people. Give an id instead:`, ...listed].join('\n'))
}

/** Their rows of `drafts`. */
export function draftsOf(id: string): SQL {
  const { owner } = drafts
  return id === LOCAL ? sql`(${owner} = ${id} or ${owner} like ${`${LOCAL} %`})` : sql`${owner} = ${id}`
}
