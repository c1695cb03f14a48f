import { spawn } from 'node:child_process'
import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import { run } from '../lib/processes.mjs'

/** Of the `node` user in the image. */
const USER_ID = '1000'
const NODE = '/opt/node/bin/node'

/** @returns {Promise<boolean>} whether bubblewrap is here and may make namespaces */
export async function canConfine() {
  const { code } = await run('bwrap', [...world({ imageDir: '/', dataDir: '/tmp' }), '/usr/bin/true'])
  return code === 0
}

/**
 * Starts a program as the container would: user 1000 with no capability, process 1 of its own process table, every file
 * read-only but /data and /tmp, nothing of our environment. The network is this machine's. Without bubblewrap: the same folder
 * and environment, without the walls.
 *
 * @param {string[]} args `node` first, as in the Dockerfile
 * @param {{ imageDir: string, dataDir: string, env: Record<string, string>, isConfined: boolean }} place
 * @returns {{ output: () => string, exited: Promise<number>, signal: (name: string) => Promise<void> }}
 */
export function startInside(args, place) {
  const child = place.isConfined ? startConfined(args, place) : startPlain(args, place)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text))
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? `ended by ${signal}`))
    child.once('error', (error) => resolve(error.message))
  }).finally(() => process.off('exit', endWithUs))
  const innerPid = place.isConfined ? pidInside(child) : Promise.resolve(child.pid)
  return { output: () => output, exited, signal: async (name) => void process.kill(await innerPid, name) }
}

function startConfined([, ...args], place) {
  const env = Object.entries(environment(place.env, '/opt/node/bin')).flatMap(([name, value]) => [
    '--setenv',
    name,
    value,
  ])
  return spawn('bwrap', ['--info-fd', '3', ...world(place), ...env, NODE, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
}

function startPlain([, ...args], { imageDir, dataDir, env }) {
  return spawn(process.execPath, args, {
    cwd: imageDir,
    env: { ...environment(env, ''), HALFMAX_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function environment(env, nodeFolder) {
  return { PATH: [nodeFolder, '/usr/bin', '/bin'].filter(Boolean).join(':'), ...env }
}

function world({ imageDir, dataDir }) {
  return [
    ...[
      '--unshare-user',
      '--unshare-pid',
      '--unshare-ipc',
      '--unshare-uts',
      '--as-pid-1',
      '--die-with-parent',
    ],
    ...['--uid', USER_ID, '--gid', USER_ID, '--cap-drop', 'ALL', '--clearenv'],
    ...['--ro-bind', '/usr', '/usr', ...['/bin', '/sbin', '/lib', '/lib64'].flatMap(systemFolder)],
    ...['--ro-bind', process.execPath, NODE, '--proc', '/proc', '--dev', '/dev'],
    ...['--ro-bind', imageDir, '/halfmax', '--bind', dataDir, '/data', '--tmpfs', '/tmp'],
    ...['--remount-ro', '/', '--chdir', '/halfmax'],
  ]
}

/** Most systems have these as links into /usr. */
function systemFolder(path) {
  if (!existsSync(path)) return []
  return lstatSync(path).isSymbolicLink()
    ? ['--symlink', readlinkSync(path), path]
    : ['--ro-bind', path, path]
}

/** Of the program itself: bubblewrap would not pass a signal on. */
async function pidInside(child) {
  let text = ''
  for await (const part of child.stdio[3]) text += part
  return JSON.parse(text)['child-pid']
}
