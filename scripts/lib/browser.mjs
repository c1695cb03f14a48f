/**
 * The browser tests, benchmarks and pictures drive: an installed Chrome or Chromium, one from npm, or Playwright's own.
 * `CHROME_PATH` names one.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diskFull, isDiskFull } from './disk.mjs'
import { root } from './paths.mjs'
import { run, runNode } from './processes.mjs'
import { Refusal, say } from './say.mjs'

/**
 * @typedef {object} Browser
 * @property {string} name       for the log
 * @property {string} executablePath
 * @property {Record<string, string>} env   what it needs besides our environment
 */

/**
 * @param {{ isLightFirst?: boolean }} [options] the one from npm before an installed one: a headless shell, which has no
 *   browser around its pages and takes two thirds of the work
 * @returns {Promise<Browser>} one that starts on this machine. Throws a Refusal naming what to install.
 */
export async function findBrowser({ isLightFirst = false } = {}) {
  const tried = []
  const isNamed = Boolean(process.env.CHROME_PATH)
  const order = isLightFirst && !isNamed ? [fromNpm, installed] : [installed, fromNpm]
  for (const candidate of [...order, playwrights]) {
    const browser = await candidate(tried)
    if (browser !== null) return browser
  }
  throw new Refusal('No browser to test with was found.', [
    ...tried.map((line) => `- ${line}`),
    'Install Chromium (Debian: apt-get install chromium) or Google Chrome, or set CHROME_PATH to its program file.',
  ])
}

/** @returns {Record<string, string>} the choice as environment, for playwright.config.ts. */
export function browserEnv(browser) {
  return { HALFMAX_BROWSER: browser.executablePath, HALFMAX_BROWSER_ENV: JSON.stringify(browser.env) }
}

async function installed(tried) {
  for (const path of installedPaths()) {
    const browser = { name: path, executablePath: path, env: {} }
    if (await startsUp(browser, tried)) return browser
  }
  return null
}

/** CHROME_PATH names one; `CHROME_PATH=npm` passes over whatever is installed. */
function installedPaths() {
  if (process.env.CHROME_PATH === 'npm') return []
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
    '/opt/google/chrome',
  ]
  const onUnix = names.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)))
  const { CHROME_PATH, PROGRAMFILES, LOCALAPPDATA } = process.env
  const onWindows = [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA]
    .filter(Boolean)
    .map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe'))
  const onMac = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  const all = [...(CHROME_PATH ? [CHROME_PATH] : []), ...onUnix, ...onMac, ...onWindows]
  return [...new Set(all)].filter((path) => existsSync(path))
}

/** @sparticuz/chromium: a headless Chromium inside an npm package, unpacked once into node_modules/.cache. */
async function fromNpm(tried) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    tried.push(`@sparticuz/chromium: linux x64 only, this is ${process.platform} ${process.arch}`)
    return null
  }
  const packageFile = join(root, 'node_modules/@sparticuz/chromium/package.json')
  if (!existsSync(packageFile)) {
    tried.push('@sparticuz/chromium: not installed')
    return null
  }
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8'))
  const folder = join(root, 'node_modules/.cache', `chromium-${version}`)
  if (!existsSync(folder)) await unpack(folder)
  const browser = {
    name: `@sparticuz/chromium ${version}`,
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH]
        .filter(Boolean)
        .join(delimiter),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  }
  return (await startsUp(browser, tried)) ? browser : null
}

/** Into a folder beside, then renamed: an interrupted unpacking is never taken for a whole one. */
async function unpack(folder) {
  say('Unpacking Chromium from npm …')
  const partial = `${folder}.${process.pid}`
  mkdirSync(partial, { recursive: true })
  const { code, output } = await runNode([fileURLToPath(new URL('./unpack-chromium.mjs', import.meta.url))], {
    env: { ...process.env, TMPDIR: partial },
  })
  if (code !== 0) {
    rmSync(partial, { recursive: true, force: true })
    if (isDiskFull(output)) throw diskFull('unpacking Chromium')
    throw new Refusal('Unpacking @sparticuz/chromium failed:', [output])
  }
  writeFileSync(join(partial, 'fonts/fonts.conf'), fontsConf(folder))
  try {
    renameSync(partial, folder)
  } catch (error) {
    // Another test run was quicker.
    if (!existsSync(folder)) throw error
    rmSync(partial, { recursive: true, force: true })
  }
}

/** The package's own file names Amazon's folders; text needs ours, and the machine's fonts where it has some. */
function fontsConf(folder) {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${join(folder, 'fonts')}</dir>`,
    '  <dir>/usr/share/fonts</dir>',
    '  <dir>/usr/local/share/fonts</dir>',
    `  <cachedir>${join(folder, 'fonts-cache')}</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n')
}

async function playwrights(tried) {
  const { chromium } = await import('playwright')
  const browser = () => ({
    name: "Playwright's Chromium",
    executablePath: chromium.executablePath(),
    env: {},
  })
  if (existsSync(browser().executablePath) && (await startsUp(browser(), tried))) return browser()
  say("Downloading Playwright's Chromium …")
  const { code, output } = await runNode(
    [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'],
    {
      timeoutMs: 300_000,
    },
  )
  if (code !== 0) {
    tried.push(`Playwright's download: ${output.trim().split('\n').at(-1) ?? 'failed'}`)
    return null
  }
  return (await startsUp(browser(), tried)) ? browser() : null
}

/** A missing library, a wrong libc or an empty wrapper script shows here and not in the middle of the tests. */
async function startsUp(browser, tried) {
  const env = { ...process.env, ...browser.env }
  const { code, output } = await run(browser.executablePath, ['--version'], { env, timeoutMs: 20_000 })
  if (code === 0) return true
  tried.push(`${browser.name}: ${output.trim().split('\n')[0] || `exit code ${code}`}`)
  return false
}
