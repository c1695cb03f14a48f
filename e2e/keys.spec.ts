import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestInfo } from 'playwright/test'
import { openByKey, potency } from './support/bench.ts'
import { expect, test } from './support/test.ts'

const ID = 'ana_Tx98nkEm'

for (const [why, key, title] of [
  ['text without a colon', 'hello', 'This is not a whole key'],
  ['an id and nothing else', `${ID}:`, 'This is not a whole key'],
  ['an address in place of the id', `https://x.example/${ID}:a.b.c`, 'This is not a whole key'],
  [
    'a key cut short in copying',
    `${ID}:${part({})}.${part({ aud: 'x.example' })}`,
    'This is not a whole key',
  ],
  ['a damaged middle', `${ID}:${part({})}.%%%.c2ln`, 'This is not a whole key'],
  ['a middle that is no record', `${ID}:${part({})}.bm90IGpzb24.c2ln`, 'This key cannot be read'],
  ['no tenant named', keyOf({ sub: ID }), 'This key names no tenant'],
  ['a path smuggled behind the host', keyOf({ aud: 'a.example/../b' }), 'This key names no usable tenant'],
  [
    'a user name before the host',
    keyOf({ aud: 'localhost@evil.example' }),
    'This key names no usable tenant',
  ],
  ['a tenant nobody set up', keyOf({ aud: 'elsewhere.benchling.com' }), 'Tenant not configured'],
  ['an address inside the network', keyOf({ aud: '169.254.169.254' }), /not configured|no usable tenant/],
] as const) {
  test(`${why} is refused in words and asks no tenant`, async ({ page, stack }) => {
    await page.goto('/')
    await page.getByLabel('Analysis key').fill(key)
    await page.getByRole('button', { name: 'Load analysis' }).click()
    const message = page.getByRole('status').filter({ hasText: title })
    await expect(message).toBeVisible()
    await expect(page.getByLabel('Analysis key')).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByLabel('Analysis key')).toHaveAccessibleDescription(
      new RegExp(title instanceof RegExp ? title.source : title),
    )
    expect(new URL(page.url()).pathname).toBe('/')
    expect(await stack.sandbox.requests()).toEqual([])
  })
}

test('a key without its signature is read by what it names, and the tenant decides', async ({
  page,
  stack,
}) => {
  await openByKey(page, `"${stack.sandbox.key('mortality').replace(/[^.]+$/, 'AAAA')}"\n`.trim())
  await expect(potency(page)).toContainText('22.9')
})

test('a key whose end has passed opens where the tenant still takes it, and the page says so', async ({
  page,
  stack,
}) => {
  const expired = Math.floor(Date.UTC(2024, 0, 1) / 1000)
  await openByKey(
    page,
    keyOf({ aud: stack.sandbox.host, exp: expired, sub: 'ana_CellMort24' }, 'ana_CellMort24'),
  )
  await expect(potency(page)).toContainText('22.9')
  await expect(page.getByText('The key names an end that has passed. Benchling still took it.')).toBeVisible()
})

test('an analysis the tenant does not have, or does not show, is named as such', async ({ page, stack }) => {
  await page.goto('/')
  await page.getByLabel('Analysis key').fill(keyOf({ aud: stack.sandbox.host }, 'ana_NobodyHas1'))
  await page.getByRole('button', { name: 'Load analysis' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'This analysis was not found' })).toBeVisible()
  await page.getByLabel('Analysis key').fill(keyOf({ aud: stack.sandbox.host }, 'step_Older1234'))
  await page.getByRole('button', { name: 'Load analysis' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'older step key' })).toBeVisible()
})

test('the key is masked, and stays out of addresses, pages, storage and logs', async ({
  page,
  stack,
  context,
}, info) => {
  // Not the sample key, which the sandbox itself prints at its start.
  const key = keyOf({ aud: stack.sandbox.host, jti: 'only-in-this-test' }, 'ana_CellMort24', 'b25seS1oZXJl')
  const secrets = key.split('.')
  const addresses: string[] = []
  context.on('request', (request) => addresses.push(request.url()))
  await page.goto('/')
  await page.getByLabel('Analysis key').fill(key)
  await expect(page.getByLabel('Analysis key')).toHaveValue(/^ana_CellMort24:•+$/)
  await page.getByRole('button', { name: 'Load analysis' }).click()
  await expect(potency(page)).toContainText('22.9')

  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]))
  const reloaded = await (await page.reload())?.text()
  await expect(potency(page)).toContainText('22.9')
  const places = {
    addresses: addresses.join('\n'),
    page: await page.content(),
    reloaded: reloaded ?? '',
    stored,
    tenantRequests: JSON.stringify(await stack.sandbox.requests()),
    log: serverLog(info),
  }
  // The header of the token is the same for all, so only its claims and its signature are secret.
  for (const secret of secrets.slice(1)) {
    for (const [place, text] of Object.entries(places)) expect(text.includes(secret), place).toBe(false)
  }
  expect(places.addresses).toContain('/analysis/ana_CellMort24')
})

test('another browser cannot open an analysis by its address alone', async ({ page, browser, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  const other = await browser.newContext()
  const visitor = await other.newPage()
  await visitor.goto(`${stack.appUrl}/analysis/ana_CellMort24`)
  await expect(visitor.getByText('This analysis is not open in this browser')).toBeVisible()
  await visitor.getByRole('link', { name: 'Open an analysis by its key' }).click()
  await expect(visitor.getByLabel('Analysis key')).toBeVisible()
  await other.close()
})

function keyOf(
  claims: Readonly<Record<string, unknown>>,
  analysisId = ID,
  signature = 'c2lnbmF0dXJl',
): string {
  return `${analysisId}:${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${signature}`
}

function part(content: unknown): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url')
}

/** What the servers of this worker have printed. */
function serverLog({ config, parallelIndex }: TestInfo): string {
  const folder = config.rootDir.replace(/e2e$/, '.test')
  return readFileSync(join(folder, `stack-${parallelIndex}.log`), 'utf8')
}
