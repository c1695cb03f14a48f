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

describe('openStore', () => {
  it(
    'keeps what a process killed in mid-work had saved, in a folder for the owner alone',
    { timeout: 90_000 },
    async () => {
      const child = spawn(
        process.execPath,
        ['--conditions=react-server', '--no-warnings', 'lib/store/testing/save-and-hang.ts', dir],
        { stdio: ['pipe', 'pipe', 'inherit'] },
      )
      const [event] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
      expect(String(event)).toBe('saved\n')

      const refused = await openStore(dir)
      expect(refused).toMatchObject({ ok: false, error: { kind: 'in-use', pid: child.pid } })
      if (!refused.ok) expect(storeErrorText(refused.error)).toContain('in use by another copy')

      child.kill('SIGKILL')
      await once(child, 'exit')
      const opened = await openStore(dir)
      if (!opened.ok) throw new Error(storeErrorText(opened.error))
      const { db, close } = opened.value
      const id = '00000000-0000-4000-8000-000000000099'
      expect(await findPush(db, id)).toMatchObject({ analysisId: 'ana_Killed99', state: 'queued' })
      expect(await outputBytes(db, id, 'results')).toEqual(new TextEncoder().encode('a\n99\n'))
      expect(statSync(dir).mode & 0o777).toBe(0o700)
      expect(statSync(join(dir, 'db')).mode & 0o777).toBe(0o700)

      const again = { id: '00000000-0000-4000-8000-0000000000ff', pushKey: 'key-99' }
      const row = { tenantHost: 't', analysisId: 'a', sourceFrameId: 'f', by: 'b', outputs: [] }
      expect(await insertPush(db, { ...again, ...row })).toEqual({ id, isNew: false })
      await close()
      expect(existsSync(lockPath())).toBe(false)
    },
  )
})
