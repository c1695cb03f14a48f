/** What is looked at while the container runs. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { findBrowser } from '../lib/browser.mjs'
import { actionIds, createPerson } from '../load/server-actions.mjs'
import {
  exportFrame,
  good,
  openAnalysis,
  readFrame,
  readRows,
  startPush,
  untilAttached,
} from '../load/steps.mjs'
import { filesIn } from './assemble.mjs'

const MORTALITY = 'ana_CellMort24'
/** Of Benchling's public example. */
const MORTALITY_ROWS = 21

export async function filesServed({ appUrl, imageDir, tally }) {
  const status = async (path) => (await fetch(new URL(path, appUrl))).status
  for (const path of ['/', '/healthz', '/readyz', '/metrics', '/icon.svg', '/guide', '/guide/keys']) {
    tally.expect(`${path} is answered`, is(await status(path), 200))
  }
  const picture = /\/guide\/pictures\/[^"')\s]+/.exec(await (await fetch(`${appUrl}/guide`)).text())?.[0]
  tally.expect('a picture of the guide is there', is(await status(picture ?? '/no-picture'), 200))
  for (const name of filesIn(join(imageDir, 'public')))
    tally.expect(`public/${name} is there`, is(await status(`/${name}`), 200))
  const statics = filesIn(join(imageDir, '.next/static'))
  const missing = []
  for (const name of statics) {
    const path = `/_next/static/${name.split('/').map(encodeURIComponent).join('/')}`
    if ((await status(path)) !== 200) missing.push(name)
  }
  tally.expect(`${statics.length} static files are served`, missing.length === 0 || missing.join(', '))
}

export async function readsFrame({ appUrl, imageDir, ready, tally }) {
  await tally.attempt('server actions open an analysis and export its rows', async () => {
    const person = createPerson({ appUrl, ids: actionIds(imageDir) })
    const { analysisId, frame } = await openAnalysis(person, keyOf(ready))
    const { chunks } = await exportFrame(person, { analysisId, frameId: frame.id })
    const rows = await readRows(chunks)
    if (rows !== MORTALITY_ROWS) throw new Error(`${rows} rows`)
  })
}

export async function pushesThrough({ appUrl, imageDir, ready, tally }) {
  await tally.attempt('the queue carries a push to the analysis', async () => {
    const person = createPerson({ appUrl, ids: actionIds(imageDir) })
    const { analysisId, frame } = await openAnalysis(person, keyOf(ready))
    const n = Date.now()
    await untilAttached(person, await startPush(person, { analysisId, frameId: frame.id, n }))
  })
}

/** On the server's own threads, whose files stand beside the build. */
export async function refitsFrame({ appUrl, imageDir, ready, tally }) {
  await tally.attempt('threads of the server refit a frame', async () => {
    const person = createPerson({ appUrl, ids: actionIds(imageDir) })
    const { analysisId, frame } = await openAnalysis(person, keyOf(ready))
    const place = { analysisId, frameId: frame.id }
    const work = (await readFrame(person, place))('none')
    const { batchId } = good(await person.act('startBatch', `/analysis/${analysisId}`, { ...place, work }))
    for (let look = 0; look < 240; look += 1) {
      const batch = good(await (await person.ask(`/api/batches/${batchId}`)).json())
      if (batch.state === 'done') return
      if (batch.state === 'failed') throw new Error(JSON.stringify(batch.message))
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    throw new Error('the refit did not end within a minute')
  })
}

/** In a browser: the page's scripts and the worker that fits. */
export async function pageFitsCurve({ appUrl, ready, tally }) {
  const { executablePath, env } = await findBrowser({ isLightFirst: true })
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const page = await browser.newPage()
    const problems = []
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    page.on('pageerror', (error) => problems.push(error.message))
    await tally.attempt('the page fits the sample in its worker and draws the curve', async () => {
      await page.goto(appUrl)
      await page.getByLabel('Analysis key').fill(keyOf(ready))
      await page.getByRole('button', { name: 'Load analysis' }).click()
      await page.locator('.js-plotly-plot path.js-line').first().waitFor({ timeout: 60_000 })
    })
    tally.expect('its console has no error', problems.length === 0 || problems.join('; '))
  } finally {
    await browser.close()
  }
}

export async function saysWhatItDoes({ app, isHealthy, tally }) {
  tally.expect('the health check passes', await isHealthy())
  const lines = app
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  const answered = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'answered')
  tally.expect(
    'the log is JSON lines with request ids',
    (answered.length > 0 && answered.every(({ requestId }) => Boolean(requestId))) || app.output(),
  )
  const broken = /EROFS|EACCES|Cannot find module|ERR_MODULE_NOT_FOUND|ENOENT/.exec(app.output())
  tally.expect('no file was missing or refused', broken === null || app.output())
}

/** Asked from inside, as the server could. */
export async function nothingWritable({ start, dataDir, tally }) {
  const script =
    "const fs = require('node:fs'); for (const path of ['/', '/halfmax', '/halfmax/.next', '/usr', '/data'])" +
    " { try { fs.writeFileSync(path + '/written', ''); console.log(path) } catch {} } console.log(process.getuid())"
  const probe = start({}, ['node', '-e', script])
  await probe.exited
  tally.expect('only the data folder can be written, by user 1000', is(probe.output(), '/data\n1000\n'))
  tally.expect('the data is in the data folder', existsSync(join(dataDir, 'written')))
}

export function keyOf(ready) {
  return ready.sampleKeys.find(({ analysisId }) => analysisId === MORTALITY).key
}

/** @returns {unknown} true, or what was found where it is not what was wanted */
export function is(found, wanted) {
  return found === wanted || found
}
