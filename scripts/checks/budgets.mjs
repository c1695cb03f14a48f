/** What a visitor downloads, measured on the files of the last build: gzip bytes, level 9. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { root } from '../lib/paths.mjs'
import { say } from '../lib/say.mjs'

const PAGE_KB = 260
const PLOT_KB = 400
const WORKER_KB = 60

const PAGES = [
  { name: 'start page', route: '/page' },
  { name: 'workbench', route: '/analysis/[analysisId]/page' },
  { name: 'workbench of a table', route: '/local/[tableId]/page' },
]

/** A class name in plotly's own source: the chunks that hold it are the plot. */
const PLOT_MARK = 'js-plotly-plot'

const build = join(root, '.next')

/** @returns {import('./programs.mjs').Outcome} one check per page, one for the plot, one for the worker */
export function budgets() {
  const plot = chunksHolding(PLOT_MARK)
  const pages = PAGES.map(({ name, route }) => ({ name, files: pageFiles(route) }))
  const checks = [
    ...pages.map(({ name, files }) => within(`${name} before the plot`, files, PAGE_KB)),
    plotCheck(plot, pages),
    ...workerChecks(),
  ]
  for (const { line } of checks) say(`     ${line}`)
  const failures = checks.filter(({ holds }) => !holds)
  return {
    passed: checks.length - failures.length,
    failed: failures.length,
    output: failures.map(({ line }) => line).join('\n'),
  }
}

/** Script files of a page's first load. Modern browsers skip the polyfills (`nomodule`). */
function pageFiles(route) {
  const { rootMainFiles } = JSON.parse(readFileSync(join(build, 'build-manifest.json'), 'utf8'))
  const manifest = clientReferences(route)
  const entries = Object.values(manifest.entryJSFiles ?? {}).flat()
  const modules = Object.values(manifest.clientModules).flatMap(({ chunks }) => chunks)
  const files = [...rootMainFiles, ...entries, ...modules].map(
    (file) => file.replace(/^\/_next\//, '').split('?')[0],
  )
  return [...new Set(files)].filter((file) => file.endsWith('.js'))
}

/** Next writes it as a script that fills a global: run alone, in a context of its own. */
function clientReferences(route) {
  const file = join(build, 'server/app', `${route}_client-reference-manifest.js`)
  const context = createContext({})
  runInContext(readFileSync(file, 'utf8'), context)
  const manifest = runInContext('globalThis.__RSC_MANIFEST', context)[route]
  if (manifest === undefined) throw new Error(`${file} says nothing about ${route}`)
  return manifest
}

function plotCheck(plot, pages) {
  if (plot.length === 0)
    return { holds: false, line: `no chunk holds "${PLOT_MARK}": the plot was not found` }
  const eager = pages.find(({ files }) => files.some((file) => plot.includes(file)))
  if (eager !== undefined) return { holds: false, line: `plot: loaded with the ${eager.name}, must be lazy` }
  return within('plot, lazy', plot, PLOT_KB)
}

/** Each `new Worker(new URL(…))` becomes a call naming the worker's entry and the chunks it imports. */
function workerChecks() {
  const workers = new Map()
  for (const chunk of chunks()) {
    const calls = read(chunk).matchAll(/"(static\/chunks\/turbopack-worker-[^"]+\.js)",\[([^\]]*)\]/g)
    for (const [, entry, imported] of calls) {
      workers.set(imported, [entry, ...imported.split(',').map((text) => text.trim().slice(1, -1))])
    }
  }
  if (workers.size === 0) return [{ holds: false, line: 'no worker was found in the build' }]
  return [...workers.values()].map((files) => within('worker', [...new Set(files)], WORKER_KB))
}

function within(name, files, limitKb) {
  const kb =
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(build, file)), { level: 9 }).length, 0) /
    1000
  const holds = kb <= limitKb
  return {
    holds,
    line: `${name}: ${kb.toFixed(1)} kB of ${limitKb} kB${holds ? '' : ', too much'} (${files.length} files)`,
  }
}

function chunksHolding(text) {
  return chunks().filter((file) => read(file).includes(text))
}

function chunks() {
  const folder = join(build, 'static/chunks')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => `static/chunks/${name.replaceAll('\\', '/')}`)
}

function read(file) {
  return readFileSync(join(build, file), 'utf8')
}
