import 'server-only'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { err, ok, type Result } from '../result.ts'
import { isAlive, processMark } from './process-mark.ts'

/**
 * `<data>/store.lock`. The embedded database lets a second opener in silently and then loses rows of both
 * (measured: 200 of 400), so this file is what keeps the folder to one process.
 */
const LockFile = z.object({
  pid: z.number().int().positive(),
  startedAt: z.string(),
  /** Tells a process from a later one with the same number; absent where the platform does not say. */
  mark: z.string().nullable().optional(),
})
export type LockOwner = z.infer<typeof LockFile>

export interface Lock {
  /** Removes the file when it is still ours. Synchronous, so that it can run while the process exits. */
  release(): void
}

/**
 * Takes the folder for this process. A lock whose process is gone is taken over.
 *
 * @returns the lock, or who holds it; also when it is this process itself, for two handles would not see each other.
 */
export function acquireLock(dir: string): Result<Lock, LockOwner> {
  const path = join(dir, 'store.lock')
  const own: LockOwner = {
    pid: process.pid,
    startedAt: new Date().toISOString(),
    mark: processMark(process.pid),
  }
  // Two rounds: the second one after a dead owner's file has been moved away.
  for (let round = 0; round < 2; round++) {
    if (publish(path, own)) return ok({ release: () => release(path, own) })
    const owner = readLock(path)
    if (owner !== null && isAlive(owner.pid, owner.mark ?? null)) return err(owner)
    retire(path, owner)
  }
  return err(readLock(path) ?? own)
}

/** Link is atomic and carries the content with it: nobody ever reads a lock that is half written. */
function publish(path: string, own: LockOwner): boolean {
  const draft = `${path}.${own.pid}`
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 })
  try {
    linkSync(draft, path)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Moves a dead owner's file away, and puts it back when somebody else was quicker and it is theirs by now. */
function retire(path: string, dead: LockOwner | null): void {
  const aside = `${path}.dead.${process.pid}`
  try {
    renameSync(path, aside)
    if (!isSameOwner(readLock(aside), dead)) linkSync(aside, path)
  } catch (cause) {
    if (!['ENOENT', 'EEXIST'].includes((cause as NodeJS.ErrnoException).code ?? '')) throw cause
  } finally {
    rmSync(aside, { force: true })
  }
}

function release(path: string, own: LockOwner): void {
  if (isSameOwner(readLock(path), own)) rmSync(path, { force: true })
}

function isSameOwner(a: LockOwner | null, b: LockOwner | null): boolean {
  return a?.pid === b?.pid && a?.startedAt === b?.startedAt
}

/** Null when there is none, or none that can be read (an older crash): both mean nobody holds it. */
function readLock(path: string): LockOwner | null {
  try {
    return LockFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
