/** What `npm run backup`, `restore`, `audit:verify` and `person` start: the store without the app. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { auditBreakText, verifyAudit } from './audit/verify.ts'
import { restoreBackup } from './backup/restore-backup.ts'
import { writeBackup } from './backup/write-backup.ts'
import { dataDir } from './data-dir.ts'
import { databaseOf } from './database-kind.ts'
import { openStore, storeErrorText } from './open-store.ts'
import { parsePersonArgs, runPersonCommand } from './people/person-command.ts'

const dir = dataDir(process.env)
const database = databaseOf(process.env)
const migrationsDir = join(process.cwd(), 'lib/store/migrations')

process.exitCode = await main(process.argv.slice(2))

async function main([command, ...args]: readonly string[]): Promise<number> {
  const [file] = args
  if (command === 'audit-verify') return verify(file)
  if (command === 'person') return person(args)
  if (file === undefined) return refuse(`Name the file: npm run ${command} -- halfmax-backup.gz`)
  const path = typedPath(file)
  if (command === 'backup') return backup(path)
  return restore(path)
}

async function backup(path: string): Promise<number> {
  if (existsSync(path)) return refuse(`${path} is there already, and a backup writes over nothing.`)
  const opened = await openStore(dir, database)
  if (!opened.ok) return refuse(storeErrorText(opened.error))
  try {
    say(`Written to ${path}: ${counted(await writeBackup(opened.value, path))}.`)
    return 0
  } finally {
    await opened.value.close()
  }
}

async function restore(path: string): Promise<number> {
  const restored = await restoreBackup(path, { dir, ...database, migrationsDir })
  if (!restored.ok) return refuse(restored.error)
  say(`Restored from ${path}: ${counted(restored.value)}.`)
  return 0
}

async function person(args: readonly string[]): Promise<number> {
  const asked = parsePersonArgs(args)
  if (!asked.ok) return refuse(asked.error)
  const opened = await openStore(dir, database)
  if (!opened.ok) return refuse(storeErrorText(opened.error))
  try {
    const done = await runPersonCommand(opened.value, asked.value, typedPath)
    if (!done.ok) return refuse(done.error)
    say(done.value)
    return 0
  } finally {
    await opened.value.close()
  }
}

/** A path as it was typed, where it was typed. */
function typedPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
}

/** @param known  an end of the trail that was noted earlier, `SEQ:HASH`: tells a trail that was rewritten as a whole */
async function verify(known: string | undefined): Promise<number> {
  const opened = await openStore(dir, database)
  if (!opened.ok) return refuse(storeErrorText(opened.error))
  try {
    const verified = await verifyAudit(opened.value.db, known)
    if (!verified.ok) return refuse(auditBreakText(verified.error))
    const { seq, hash } = verified.value
    say(`The audit trail is whole: ${seq} entries. Its end, to be kept elsewhere: ${seq}:${hash}`)
    return 0
  } finally {
    await opened.value.close()
  }
}

function counted(rows: Readonly<Record<string, number>>): string {
  return Object.entries(rows)
    .map(([table, count]) => `${table} ${count}`)
    .join(', ')
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function refuse(text: string): number {
  process.stderr.write(`\n  ${text.replaceAll('\n', '\n  ')}\n\n`)
  return 1
}
