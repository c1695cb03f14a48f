import 'server-only'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../../result.ts'
import { appendAudit } from '../audit/append.ts'
import type { Store } from '../open-store.ts'
import { ADMINISTRATOR, deletePerson, type Deleted } from './delete-person.ts'
import { exportPerson } from './export-person.ts'
import { findPerson } from './find-person.ts'

const USAGE = [
  'npm run person -- export WHO --out FILE   everything that is kept of them, as JSON',
  'npm run person -- delete WHO              says what would be deleted',
  'npm run person -- delete WHO --yes        deletes it and ends their sign-ins',
  '',
  'WHO is an id (oidc:… or local), the provider’s subject, a name, or an e-mail address.',
].join('\n')

type Asked =
  | { readonly kind: 'export'; readonly who: string; readonly out: string }
  | { readonly kind: 'delete'; readonly who: string; readonly isDry: boolean }

/** What `npm run person` was asked for, or how to ask. */
export function parsePersonArgs(args: readonly string[]): Result<Asked, string> {
  try {
    const options = { out: { type: 'string' }, yes: { type: 'boolean', default: false } } as const
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [kind, who, ...more] = positionals
    if (who === undefined || more.length > 0) return err(USAGE)
    if (kind === 'export' && values.out !== undefined && !values.yes)
      return ok({ kind, who, out: values.out })
    if (kind === 'delete' && values.out === undefined) return ok({ kind, who, isDry: !values.yes })
    return err(USAGE)
  } catch {
    return err(USAGE)
  }
}

/**
 * @param resolvePath  makes a path absolute from where the command was typed
 * @returns what to print, or why nothing was done
 */
export async function runPersonCommand(
  store: Pick<Store, 'db'>,
  asked: Asked,
  resolvePath: (path: string) => string,
): Promise<Result<string, string>> {
  const found = await findPerson(store.db, asked.who)
  if (!found.ok) return found
  const person = found.value
  if (asked.kind === 'export') {
    const file = resolvePath(asked.out)
    if (existsSync(file)) return err(`${file} is there already, and an export writes over nothing.`)
    const rows = await exportPerson(store, person, file)
    await appendAudit(store.db, { person: ADMINISTRATOR, target: null, requestId: null }, [
      { action: 'person-exported', subject: `person ${person.id}`, after: rows },
    ])
    const counted = Object.entries(rows).map(([table, count]) => `${table} ${count}`)
    return ok(`Written to ${file}, of ${person.id}: ${counted.join(', ')}.`)
  }
  const deleted = await deletePerson(store, person, { isDry: asked.isDry })
  if (!deleted.ok) return deleted
  return ok(
    asked.isDry
      ? wouldDelete(person.id, deleted.value)
      : `Deleted of ${person.id}: ${listed(deleted.value)}.`,
  )
}

function wouldDelete(id: string, counts: Deleted): string {
  return `Would delete of ${id}: ${listed(counts)}. The audit trail keeps its entries. Nothing was deleted; --yes does it.`
}

function listed({ drafts, pushes, payloads, refits }: Deleted): string {
  return `drafts ${drafts}, name in pushes ${pushes}, unsent outputs of pushes ${payloads}, refits ${refits}, all sign-ins`
}
