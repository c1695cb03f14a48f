import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assembleImage } from '../image/assemble.mjs'
import { ensureBuilt, nextEnv, nextProgram } from '../lib/build.mjs'
import { run, startNode, stopNode } from '../lib/processes.mjs'
import { Refusal, say } from '../lib/say.mjs'
import { actionIds } from '../load/server-actions.mjs'

const LOOPBACK = '127.0.0.1'

/**
 * What a replica is made of: a build, the ids of its actions, and how one process of it is started on a port of loopback.
 *
 * @typedef {object} ReplicaProgram
 * @property {string} words  for the report
 * @property {Map<string, string>} ids  of its server actions
 * @property {(place: { name: string, port: number, dataFolder: string, env: object }) => RunningReplica} start
 * @property {() => void} forget  removes what was made for it
 *
 * @typedef {object} RunningReplica
 * @property {import('node:stream').Readable} stdout
 * @property {import('node:stream').Readable} stderr
 * @property {Promise<number>} exited
 * @property {() => Promise<unknown>} kill  with SIGKILL
 * @property {() => Promise<unknown>} stop  with SIGTERM
 */

/**
 * @param {{ standalone?: boolean, folder?: string, image?: string }} wanted  what the Dockerfile makes: put together here, in a
 *   folder that it was put together in before, or as an image of a container engine; else `next start`
 * @returns {Promise<ReplicaProgram>}
 */
export async function replicaProgram({ standalone = false, folder, image }) {
  if (image !== undefined) return imageProgram(image)
  if (folder !== undefined) return standaloneProgram(folder, () => undefined)
  if (!standalone) return nextStart()
  const made = mkdtempSync(join(tmpdir(), 'halfmax-standalone-'))
  const forget = () => rmSync(made, { recursive: true, force: true })
  try {
    say('As the Dockerfile builds it:')
    const { imageDir } = await assembleImage(made)
    return standaloneProgram(imageDir, forget)
  } catch (error) {
    forget()
    throw error
  }
}

async function nextStart() {
  await ensureBuilt()
  return {
    words: 'next start',
    ids: actionIds(),
    forget: () => undefined,
    start: ({ port, dataFolder, env }) =>
      nodeReplica([nextProgram, 'start', '-H', LOOPBACK, '-p', String(port)], {
        env: nextEnv('production', { ...env, HALFMAX_DATA_DIR: dataFolder }),
        dataFolder,
      }),
  }
}

function standaloneProgram(folder, forget) {
  return {
    words: 'the standalone build, node server.js',
    ids: actionIds(folder),
    forget,
    start: ({ port, dataFolder, env }) =>
      nodeReplica([join(folder, 'server.js')], {
        env: nextEnv('production', {
          ...env,
          HALFMAX_DATA_DIR: dataFolder,
          HOSTNAME: LOOPBACK,
          PORT: String(port),
        }),
        dataFolder,
      }),
  }
}

function nodeReplica(args, { env, dataFolder }) {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const child = startNode(args, { env, stdout: 'pipe', stderr: 'pipe' })
  const kill = () => {
    child.kill('SIGKILL')
    return child.exited
  }
  return {
    stdout: child.stdout,
    stderr: child.stderr,
    exited: child.exited,
    kill,
    stop: () => stopNode(child),
  }
}

/** As compose.yaml runs it, but on this machine's own network, where tenant, provider and database are. */
const CONFINED = [
  ...['--network', 'host', '--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges:true'],
  ...['--tmpfs', '/tmp', '--tmpfs', '/data:uid=1000,gid=1000,mode=0700'],
]

async function imageProgram(image) {
  const folder = mkdtempSync(join(tmpdir(), 'halfmax-image-'))
  const forget = () => rmSync(folder, { recursive: true, force: true })
  const manifest = '.next/server/server-reference-manifest.json'
  mkdirSync(join(folder, '.next/server'), { recursive: true })
  const { output: id } = await docker(['create', image])
  await docker(['cp', `${id.trim()}:/halfmax/${manifest}`, join(folder, manifest)])
  await docker(['rm', id.trim()])
  return {
    words: `containers of the image ${image}`,
    ids: actionIds(folder),
    forget,
    start: (place) => container(image, place),
  }
}

function container(image, { name, port, env }) {
  const settings = { ...env, HOSTNAME: LOOPBACK, PORT: String(port) }
  const called = `halfmax-replica-${name}-${process.pid}`
  // Names alone: the values come from the environment of the command, and stay off its line.
  const names = Object.keys(settings).flatMap((one) => ['--env', one])
  const child = spawn('docker', ['run', '--rm', '--name', called, ...CONFINED, ...names, image], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
  const end = async (args) => {
    await run('docker', [...args, called])
    return exited
  }
  const kill = () => end(['kill', '--signal', 'KILL'])
  return {
    stdout: child.stdout,
    stderr: child.stderr,
    exited,
    kill,
    stop: () => end(['stop', '--time', '30']),
  }
}

async function docker(args) {
  const done = await run('docker', args)
  if (done.code !== 0) throw new Refusal(`docker ${args[0]} failed:`, [`\n${done.output}`])
  return done
}
