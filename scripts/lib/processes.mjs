import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { root } from './paths.mjs'

const exitWithParent = fileURLToPath(new URL('./exit-with-parent.mjs', import.meta.url))
const isWindows = process.platform === 'win32'

/**
 * Starts a long-running Node program in a process group of its own: Ctrl-C then reaches only us, and the order in
 * which things stop is ours. An IPC channel ends it should we be killed without a chance to stop it.
 *
 * @param {string[]} args program file and its arguments
 * @param {{ env?: NodeJS.ProcessEnv, stdout?: 'pipe' | 'inherit', stderr?: 'pipe' | 'inherit' }} [options]
 */
export function startNode(args, { env = process.env, stdout = 'inherit', stderr = 'inherit' } = {}) {
  const child = spawn(
    process.execPath,
    ['--import', `file://${exitWithParent.replaceAll('\\', '/')}`, ...args],
    {
      cwd: root,
      env: { ...env, HALFMAX_EXIT_WITH_PARENT: '1' },
      detached: !isWindows,
      stdio: ['ignore', stdout, stderr, 'ipc'],
    },
  )
  child.on('message', () => undefined)
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signalCode(signal)))
    child.once('error', () => resolve(1))
  })
  return Object.assign(child, { exited })
}

/**
 * Asks a program started by `startNode` to stop, and makes it after `graceMs`.
 *
 * @returns {Promise<number>} its exit code
 */
export async function stopNode(child, { graceMs = 10_000 } = {}) {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    const timer = setTimeout(() => killGroup(child), graceMs)
    await child.exited
    clearTimeout(timer)
  }
  // Whatever it started and left behind is in its group.
  killGroup(child)
  return child.exited
}

function killGroup(child) {
  try {
    if (isWindows) child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Already gone.
  }
}

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, echo?: boolean, cwd?: string, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} stdout and stderr as they came
 */
export function run(command, args, { env = process.env, echo = false, cwd = root, timeoutMs } = {}) {
  return new Promise((resolve) => {
    // Kept for a report, colours would only be noise around the words.
    const plain = echo || env.FORCE_COLOR !== undefined ? env : { ...env, NO_COLOR: '1' }
    const stdio = ['ignore', 'pipe', 'pipe']
    const child = spawn(command, args, { cwd, env: plain, stdio, timeout: timeoutMs })
    // Stopped in the middle of an install or a build, we leave nothing running behind us.
    const endWithUs = () => child.kill('SIGTERM')
    process.once('exit', endWithUs)
    let output = ''
    for (const [stream, target] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding('utf8')
      stream.on('data', (text) => {
        output += text
        if (echo) target.write(text)
      })
    }
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }))
    child.once('close', (code, signal) => {
      process.off('exit', endWithUs)
      if (signal !== null && timeoutMs !== undefined)
        output += `\nStopped by ${signal}, after ${timeoutMs / 1000} s at most.\n`
      resolve({ code: code ?? signalCode(signal), output })
    })
  })
}

/** Runs a Node program to its end, on the Node this script runs on. */
export function runNode(args, options) {
  return run(process.execPath, args, options)
}

/** A shell's exit code for a signal: 128 + its number. */
export function signalCode(signal) {
  return signal === null ? 1 : 128 + (constants.signals[signal] ?? 0)
}

/** @returns {boolean} whether a process with this id lives (it may belong to somebody else). */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/**
 * Calls `stop` once, on the first request to end. A terminal sends Ctrl-C to npm and to us, so the same request comes
 * twice within moments; one that comes later means "now".
 */
export function onStopRequest(stop) {
  let askedAt = null
  const handle = (signal) => {
    if (askedAt === null) {
      askedAt = Date.now()
      void stop(signal)
    } else if (Date.now() - askedAt > 1000) {
      process.exit(signalCode(signal))
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => handle(signal))
  // Re-executed on a fetched Node: our own parent is the channel's other end.
  if (process.channel !== undefined) process.on('disconnect', () => handle('SIGTERM'))
}
