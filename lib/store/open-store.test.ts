import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { acquireLock } from './lock.ts'
import { openStore, storeErrorText } from './open-store.ts'
import { findPush, insertPush, outputBytes } from './pushes.ts'
import { sessionSecret } from './session-secret.ts'
import { makeTestDatabase, openTestStore, testDatabaseUrl, testServerUrl } from './testing/test-store.ts'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'halfmax-store-'))
})

afterEach(() => rmSync(dir, { recursive: true, force: true }))

const lockPath = () => join(dir, 'store.lock')

describe('acquireLock', () => {
  it('refuses a folder whose owner runs, naming the owner', () => {
    const first = acquireLock(dir)
    expect(first.ok).toBe(true)
    expect(acquireLock(dir)).toMatchObject({ ok: false, error: { pid: process.pid } })
    if (first.ok) first.value.release()
    expect(existsSync(lockPath())).toBe(false)
    expect(acquireLock(dir).ok).toBe(true)
  })

  it.each([
    ['its process is gone', { pid: 2 ** 22 - 3, startedAt: '2026-01-01T00:00:00Z' }],
    ['its number went to another process', { pid: process.pid, startedAt: 'x', mark: 'boot:1' }],
  ])('takes a lock over when %s', (_, owner) => {
    writeFileSync(lockPath(), JSON.stringify(owner))
    expect(acquireLock(dir).ok).toBe(true)
    expect(JSON.parse(readFileSync(lockPath(), 'utf8'))).toMatchObject({ pid: process.pid })
  })

  it('takes a lock over that cannot be read', () => {
    writeFileSync(lockPath(), '')
    expect(acquireLock(dir).ok).toBe(true)
  })

  it('leaves a lock alone that became somebody else’s', () => {
    const lock = acquireLock(dir)
    writeFileSync(lockPath(), JSON.stringify({ pid: 1, startedAt: 'later' }))
    if (lock.ok) lock.value.release()
    expect(existsSync(lockPath())).toBe(true)
  })
})

describe('sessionSecret', () => {
  it('is made once, for the owner alone, and kept', () => {
    const first = sessionSecret(dir, {})
    expect(first).toEqual(sessionSecret(dir, {}))
    expect(first.ok && first.value.length).toBeGreaterThanOrEqual(32)
    expect(statSync(join(dir, 'session-secret')).mode & 0o777).toBe(0o600)
  })

  it('takes the configured one, and refuses a short one', () => {
    const long = 'x'.repeat(32)
    expect(sessionSecret(dir, { HALFMAX_SESSION_SECRET: long })).toEqual({ ok: true, value: long })
    expect(sessionSecret(dir, { HALFMAX_SESSION_SECRET: 'short' })).toMatchObject({ ok: false })
  })
})

const isEmbedded = testServerUrl() === null

describe('openStore', () => {
  it('keeps what a process killed in mid-work had saved', { timeout: 90_000 }, async () => {
    await makeTestDatabase(dir)
    const child = saveAndHang()
    const [event] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    expect(String(event)).toBe('saved\n')
    if (isEmbedded) {
      const refused = await openStore(dir)
      expect(refused).toMatchObject({ ok: false, error: { kind: 'in-use', pid: child.pid } })
      if (!refused.ok) expect(storeErrorText(refused.error)).toContain('in use by another copy')
    } else {
      const second = await openTestStore(dir)
      expect(await findPush(second.db, LAST)).toMatchObject({ analysisId: 'ana_Killed99' })
      await second.close()
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
    await expectAllSaved()
  })

  it.runIf(isEmbedded)('makes its folders for the owner alone, and gives them free', async () => {
    const store = await openTestStore(dir)
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    expect(statSync(join(dir, 'db')).mode & 0o777).toBe(0o700)
    expect(existsSync(lockPath())).toBe(true)
    await store.close()
    expect(existsSync(lockPath())).toBe(false)
  })

  it.runIf(!isEmbedded)('makes the tables once when several processes start together', async () => {
    await makeTestDatabase(dir)
    const stores = await Promise.all([openTestStore(dir), openTestStore(dir), openTestStore(dir)])
    const push = { pushKey: 'k', tenantHost: 't', analysisId: 'a', sourceFrameId: 'f', by: 'b', outputs: [] }
    const answers = await Promise.all(
      stores.map(({ db }, n) => insertPush(db, { ...push, id: LAST.replace('99', `0${n}`) })),
    )
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1)
    await Promise.all(stores.map((store) => store.close()))
  })

  it.each([
    ['no address', 'the password is hunter2'],
    ['another kind of address', 'mysql://me:hunter2@127.0.0.1/halfmax'],
    ['nobody there', 'postgres://me:hunter2@127.0.0.1:1/halfmax'],
  ])('says what is wrong with a database server, without its password: %s', async (_, databaseUrl) => {
    const opened = await openStore(dir, { databaseUrl })
    if (opened.ok) throw new Error('opened')
    const text = storeErrorText(opened.error)
    expect(text).toMatch(/^The database (of DATABASE_URL|127\.0\.0\.1:1\/halfmax) could not be opened: \S/)
    expect(text).toContain('Check DATABASE_URL')
    expect(text).not.toContain('hunter2')
  })
})

const LAST = '00000000-0000-4000-8000-000000000099'

function saveAndHang() {
  const flags = ['--conditions=react-server', '--no-warnings']
  return spawn(process.execPath, [...flags, 'lib/store/testing/save-and-hang.ts', dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: testDatabaseUrl(dir) },
  })
}

async function expectAllSaved(): Promise<void> {
  const { db, close } = await openTestStore(dir)
  expect(await findPush(db, LAST)).toMatchObject({ analysisId: 'ana_Killed99', state: 'queued' })
  expect(await outputBytes(db, LAST, 'results')).toEqual(new TextEncoder().encode('a\n99\n'))
  const again = { id: '00000000-0000-4000-8000-0000000000ff', pushKey: 'key-99' }
  const row = { tenantHost: 't', analysisId: 'a', sourceFrameId: 'f', by: 'b', outputs: [] }
  expect(await insertPush(db, { ...again, ...row })).toEqual({ id: LAST, isNew: false })
  await close()
}
