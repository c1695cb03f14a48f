import 'server-only'
import { readFileSync } from 'node:fs'

/**
 * Boot id and start tick of a process on Linux, else null. Containers hand out the same small process numbers again after
 * every restart, so the number alone would take a stranger for the owner.
 */
export function processMark(pid: number): string | null {
  try {
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Field 22; counted after the command name, which is in brackets and may hold spaces.
    const startTick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return startTick === undefined ? null : `${bootId}:${startTick}`
  } catch {
    return null
  }
}

/** Whether the process of that number runs, and is the one that left `mark` (null: any). */
export function isAlive(pid: number, mark: string | null): boolean {
  try {
    process.kill(pid, 0)
  } catch (cause) {
    // EPERM: it runs, under another user.
    if ((cause as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const current = processMark(pid)
  return mark === null || current === null || mark === current
}
