/**
 * The mixed screen of the sandbox tenant, 100,000 rows and 5,000 curves, from its key to the approved curves pushed, in a
 * production build on this machine: seconds of each step, the page's heap after it (JavaScript of its main thread, after a
 * forced collection), frames by the page's own clock, and CPU time of the main thread, which other work on the machine
 * does not lengthen. Scrolling and one more thumbnail against plotly.js are measured by `npm run bench -- grid`.
 */
import { loadavg } from 'node:os'
import { say } from '../lib/say.mjs'
import { stackInBrowser } from '../lib/stack-in-browser.mjs'
import { heapMb, measured } from './large/measured.mjs'

const CURVES = 5000
const REVIEWED = 500
const KEY_COUNT = 40
const TOP_TO_BOTTOM_PX_PER_S = 8000
const WAIT_MS = 1_800_000
const DRAFTS = /\/api\/drafts$/

const { stack, browser, stop } = await stackInBrowser('bench')
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  page.setDefaultTimeout(WAIT_MS)
  const door = await context.newCDPSession(page)
  const drafts = watchDrafts(page)
  await open(page, door)
  await policy(page, door)
  await scrollAll(page, door, 'grid top, bottom, top')
  await scrollAll(page, door, 'the same again')
  await keys(page, door, drafts)
  await choices(page, door)
  await push(page, door)
} finally {
  await stop()
}

async function open(page, door) {
  await page.goto(`${stack.appUrl}/`, { waitUntil: 'networkidle' })
  await page.getByLabel('Analysis key').fill(stack.sandbox.key('mixed'))
  const from = performance.now()
  const seconds = () => `${((performance.now() - from) / 1000).toFixed(1)} s`
  await page.getByRole('button', { name: 'Load analysis' }).click()
  await page.locator('.js-plotly-plot path.js-line').first().waitFor()
  say(`key to first curve          ${seconds()}; ${await state(door)}`)
  await page.getByRole('radio', { name: 'All curves' }).check()
  await page.getByRole('listbox', { name: 'All curves' }).getByRole('option').first().waitFor()
  say(`first thumbnails            ${seconds()}`)
  await fitted(page)
  say(`all ${CURVES} fitted            ${seconds()}; ${await state(door)}`)
}

async function fitted(page) {
  const progress = page.getByRole('progressbar', { name: 'Curves fitted' })
  await progress.waitFor({ state: 'detached' })
}

async function scrollAll(page, door, name) {
  const list = page.getByRole('listbox', { name: 'All curves' })
  const box = await list.boundingBox()
  const distance = await list.evaluate((element) => element.scrollHeight - element.clientHeight)
  await list.evaluate((element) => element.scrollTo(0, 0))
  const gesture = (yDistance) =>
    door.send('Input.synthesizeScrollGesture', {
      x: box.x + box.width / 3,
      y: box.y + box.height / 2,
      yDistance,
      speed: TOP_TO_BOTTOM_PX_PER_S,
      gestureSourceType: 'mouse',
    })
  const figures = await measured(page, door, async () => {
    await gesture(-distance)
    await gesture(distance)
  })
  report(name, figures, figures.frames.length)
  say(`  ${await state(door)}`)
}

async function keys(page, door, drafts) {
  await page.getByRole('listbox', { name: 'All curves' }).focus()
  const press = async (name, sequence, count = KEY_COUNT) => {
    const figures = await measured(page, door, () => pressEach(page, sequence, count))
    report(name, figures, count * sequence.length)
  }
  await press('key J', ['j'])
  await press('key K', ['k'])
  await press('key A', ['a'])
  await press('keys R, 1, J', ['r', '1', 'j'])
  await press('key X', ['x', 'x'])
  // A curve whose fit is under way is not approved, so a key may count for nothing.
  while ((await reviewed(page)) < REVIEWED) await pressEach(page, ['a'], 1)
  say(`${REVIEWED} reviewed                ${await state(door)}`)
  await page.getByRole('button', { name: 'Approve the rest' }).click()
  const act = page
    .getByRole('dialog', { name: 'Approve the rest' })
    .getByRole('button', { name: /^Approve / })
  report('approve the rest', await measured(page, door, () => act.click()))
  say(`${await reviewed(page)} reviewed               ${await state(door)}`)
  await press('keys L, J, all marked', ['l', 'j'])
  await press('key X, all marked', ['x', 'x'])
  await page.waitForTimeout(5000)
  say(
    `work sent to the server     ${drafts.count} times, the largest ${(drafts.largest / 1e3).toFixed(0)} kB`,
  )
}

/** The next key comes once the frame after the last one is drawn. */
async function pressEach(page, sequence, count) {
  for (let i = 0; i < count; i++) {
    for (const key of sequence) {
      await page.keyboard.press(key)
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
    }
  }
}

async function reviewed(page) {
  const text = await page.getByText(/^[\d,]+ of 5,000 reviewed$/).innerText()
  return Number(text.split(' of ')[0].replaceAll(',', ''))
}

async function choices(page, door) {
  const verdict = page.getByRole('group', { name: 'Verdict' }).getByRole('checkbox').first()
  report('filter on', await measured(page, door, () => verdict.check()))
  report('filter off', await measured(page, door, () => verdict.uncheck()))
  const sort = page.getByLabel('Sort by')
  for (const by of ['potency', 'name', 'place'])
    report(`sort by ${by}`, await measured(page, door, () => sort.selectOption(by)))
  const find = page.getByRole('searchbox', { name: 'Find curves by name' })
  report('find, a letter', await measured(page, door, () => find.fill('9')))
  await find.fill('')
}

async function policy(page, door) {
  await page.getByRole('radio', { name: 'One curve' }).check()
  await page.getByRole('button', { name: 'Policies', exact: true }).click()
  const drawer = page.getByRole('region', { name: 'Policies', exact: true })
  await drawer
    .getByRole('combobox', { name: 'Policy for all curves' })
    .selectOption({ label: 'Kinase inhibition, rising' })
  const preview = drawer.getByRole('region', { name: 'Before it is applied' })
  const ready = preview.getByRole('button', { name: 'Apply' })
  const from = performance.now()
  const seen = await measured(page, door, async () => {
    await drawer.getByRole('region', { name: 'Policy for all curves' }).getByRole('button').click()
    await preview.getByText(/ curves? changes?, /).waitFor()
  })
  report(`policy preview, ${((performance.now() - from) / 1000).toFixed(0)} s`, seen)
  report('policy applied', await measured(page, door, () => ready.click()))
  await page.getByRole('radio', { name: 'All curves' }).check()
  await fitted(page)
  say(`policy applied, all fitted  ${await state(door)}`)
}

async function push(page, door) {
  const from = performance.now()
  const panel = page.getByRole('region', { name: 'Push to Benchling' })
  const act = panel.getByRole('button', { name: /^Push \d outputs?$/ })
  const opened = await measured(page, door, async () => {
    await page.getByRole('button', { name: 'Push to Benchling' }).click()
    await act.and(page.locator(':enabled')).waitFor()
  })
  report('push panel, until ready', opened)
  say(
    `  ${await panel
      .getByRole('radio', { name: /^Approved only/ })
      .locator('..')
      .innerText()}`,
  )
  await act.click()
  await panel.getByRole('heading', { name: 'Pushed to Benchling' }).waitFor()
  say(`pushed                      ${((performance.now() - from) / 1000).toFixed(1)} s; ${await state(door)}`)
}

function watchDrafts(page) {
  const seen = { count: 0, largest: 0 }
  page.on('request', (request) => {
    if (request.method() === 'GET' || !DRAFTS.test(new URL(request.url()).pathname)) return
    seen.count += 1
    seen.largest = Math.max(seen.largest, request.postDataBuffer()?.byteLength ?? 0)
  })
  return seen
}

async function state(door) {
  return `heap ${(await heapMb(door)).toFixed(0)} MB; load ${loadavg()[0].toFixed(1)}`
}

/** @param acts  keys or frames that share the CPU time */
function report(name, { frames, long, cpuMs, blockedMs }, acts = 1) {
  const at = (share) => frames[Math.floor(share * (frames.length - 1))]?.toFixed(1) ?? 'no'
  const cpu = acts === 1 ? `${cpuMs.toFixed(0)} ms` : `${(cpuMs / acts).toFixed(1)} ms each`
  say(
    `${name.padEnd(27)} ${String(frames.length).padStart(5)} frames, p50 ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)} ms; over 50 ms ${long.length}, blocked ${blockedMs.toFixed(0)} ms; CPU ${cpu}; load ${loadavg()[0].toFixed(1)}`,
  )
}
