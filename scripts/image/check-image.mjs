import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../lib/ports.mjs'
import { stopNode } from '../lib/processes.mjs'
import { sandboxEnv, startSandbox } from '../lib/sandbox.mjs'
import { say } from '../lib/say.mjs'
import { assembleImage } from './assemble.mjs'
import { canConfine, startInside } from './confine.mjs'
import { environmentOf, stepsOf } from './dockerfile.mjs'
import {
  filesServed,
  nothingWritable,
  pageFitsCurve,
  pushesThrough,
  readsFrame,
  refitsFrame,
  saysWhatItDoes,
} from './looks.mjs'
import { onPostgres, parksAndResumes, refusesStrangers, signsIn } from './runs.mjs'

const CONFINED =
  'As a container runs it: user 1000, no capability, read-only but /data and /tmp, empty environment (bubblewrap, no container engine)'
const PLAIN =
  'Without bubblewrap (bwrap): the environment is empty, but the user is this one and files can be written'

/**
 * Builds what the Dockerfile builds and runs it as the container would run.
 *
 * @returns {Promise<number>} 0 where all of it holds
 */
export async function checkImage() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'halfmax-image-')))
  try {
    say('As the Dockerfile builds it:')
    return await checkAssembled({ folder, ...(await assembleImage(folder)) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {{ folder: string, imageDir: string, image: object }} built the last stage, what its WORKDIR holds, and a folder for data
 * @returns {Promise<number>} 0 where all of it holds
 */
export async function checkAssembled({ folder, imageDir, image }) {
  const tally = createTally()
  mkdirSync(join(folder, 'sandbox'), { recursive: true })
  const sandbox = await startSandbox({ folder: join(folder, 'sandbox') })
  try {
    const isConfined = await canConfine()
    say(isConfined ? CONFINED : PLAIN)
    const container = await containerOf({ folder, imageDir, image, isConfined, ready: sandbox.ready })
    await refusesStrangers(container, tally)
    await signsIn(container, tally)
    await container.up({}, async (app) => {
      const look = { ...container, app, tally }
      await filesServed(look)
      await readsFrame(look)
      await pushesThrough(look)
      await refitsFrame(look)
      await pageFitsCurve(look)
      await saysWhatItDoes(look)
      if (isConfined) await nothingWritable(look)
    })
    await parksAndResumes(container, tally)
    await onPostgres(container, tally)
  } finally {
    await stopNode(sandbox.child)
  }
  say(`${tally.passed} passed, ${tally.failed} failed`)
  return tally.failed === 0 ? 0 : 1
}

/** What a run needs: the container's own settings, its address, and `up`, which starts it and ends it by SIGTERM. */
async function containerOf({ folder, imageDir, image, isConfined, ready }) {
  const port = await freePort()
  const appUrl = `http://127.0.0.1:${port}`
  const dataDir = join(folder, 'data')
  const env = {
    ...environmentOf(image),
    ...sandboxEnv(ready),
    PORT: String(port),
    // Nobody signs in: as docs/configuration.md says for that.
    HOSTNAME: '127.0.0.1',
    APP_URL: appUrl,
  }
  const start = (more = {}, args = stepsOf(image, 'command')[0].args) => {
    mkdirSync(dataDir, { recursive: true })
    return startInside(args, { imageDir, dataDir, env: { ...env, ...more }, isConfined })
  }
  const healthArgs = stepsOf(image, 'health')[0].args
  const up = async (more, work) => {
    const app = start(more)
    try {
      await untilReady(appUrl, app)
      await work(app)
    } finally {
      await app.signal('SIGTERM').catch(() => undefined)
      await app.exited
    }
  }
  return {
    appUrl,
    imageDir,
    buildDir: join(folder, 'build'),
    dataDir,
    ready,
    start,
    up,
    isHealthy: async () => (await start({}, healthArgs).exited) === 0,
    forget: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

async function untilReady(appUrl, app) {
  const ended = app.exited.then((code) => {
    throw new Error(`the server ended (${code}):\n${app.output()}`)
  })
  await Promise.race([ended, answersReady(appUrl, app)])
  ended.catch(() => undefined)
}

async function answersReady(appUrl, app) {
  const until = Date.now() + 120_000
  while (Date.now() < until) {
    const answer = await fetch(`${appUrl}/readyz`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`/readyz was not ready within two minutes:\n${app.output()}`)
}

function createTally() {
  return {
    passed: 0,
    failed: 0,
    /** @param {string} what holds; @param {unknown} found anything but true is what was found instead */
    expect(what, found) {
      const holds = found === true
      if (holds) this.passed += 1
      else this.failed += 1
      say(`  ${holds ? 'ok    ' : 'NOT OK'} ${what}${holds ? '' : `: ${String(found)}`}`)
    },
    /** The same for work that throws where it does not hold. */
    async attempt(what, work) {
      this.expect(
        what,
        await work().then(
          () => true,
          (error) => error.message,
        ),
      )
    },
  }
}
