import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { headingId } from '../../lib/guide/render-page.ts'
import { root } from '../lib/paths.mjs'

const SOURCES = globSync(
  ['{app,components,lib,scripts,e2e}/**/*.{ts,tsx,mjs}', '*.{ts,mjs,yaml}', 'Dockerfile'],
  {
    cwd: root,
    exclude: ['**/node_modules/**', 'scripts/checks/documents.test.ts'],
  },
)
const DOCUMENTS = globSync(['*.md', '{docs,e2e,lib}/**/*.md'], { cwd: root })
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const told = (files: readonly string[], pattern: RegExp) =>
  files.flatMap((file) => Array.from(read(file).matchAll(pattern), ([, name = '']) => ({ file, name })))

it('every command that a document or a message names is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const commands = told([...DOCUMENTS, ...SOURCES], /\bnpm run (?:--silent )?([a-z][\w:-]*)/g)
  expect(commands.length).toBeGreaterThan(30)
  expect(commands.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([])
  const documented = new Set(commands.map(({ name }) => name))
  const alone = ['start', 'test']
  expect(Object.keys(scripts).filter((name) => !documented.has(name) && !alone.includes(name))).toEqual([])
  const files = told(DOCUMENTS, /\bnode ((?:scripts|lib)\/\S+?\.mjs)/g)
  expect(files.filter(({ name }) => !existsSync(join(root, name)))).toEqual([])
})

it('every link between documents leads to a file, and to a heading of it where it names one', () => {
  const links = told(DOCUMENTS, /\]\(((?!https?:|mailto:)[^)\s]+)\)/g)
  expect(links.length).toBeGreaterThan(100)
  const broken = links.filter(({ file, name }) => {
    const [path = '', place] = name.split('#')
    const target = path === '' ? file : join(dirname(file), path)
    if (!existsSync(join(root, target))) return true
    return place !== undefined && !headingsOf(target).includes(place)
  })
  expect(broken).toEqual([])
})

/** Paths as prose writes them, `lib/fit` or `scripts/start.mjs`; what a clone has not yet is in no folder of ours. */
it('every file and folder of ours that a document names is there', () => {
  const paths = told(DOCUMENTS, /`((?:app|components|docs|e2e|lib|public|scripts)\/[\w./[\]-]+)`/g)
  expect(paths.length).toBeGreaterThan(20)
  expect(paths.filter(({ name }) => !existsSync(join(root, name)))).toEqual([])
})

it('the layout in the README names every folder of lib', () => {
  const [, layout = ''] = read('README.md').split(/^## Layout$/m)
  const folders = globSync('lib/*/', { cwd: root }).map((path) => path.replace('lib/', '').replace('/', ''))
  expect(folders.length).toBeGreaterThan(10)
  expect(folders.filter((name) => !new RegExp(`\\b${name}\\b`).test(layout))).toEqual([])
})

it('every variable that a document names is one that is read', () => {
  const variables = told(DOCUMENTS, /\b(HALFMAX_[A-Z_]+)\b/g)
  expect(variables.length).toBeGreaterThan(20)
  const code = SOURCES.map(read).join('\n')
  expect(variables.filter(({ name }) => !code.includes(name))).toEqual([])
})

/** Compose sets nothing in a container that its file does not name: a variable left out there would do nothing in .env. */
it('every setting of the configuration reaches the containers', () => {
  const elsewhere =
    /^(HALFMAX_HOST|HALFMAX_TENANTS|HALFMAX_DATA_DIR|HALFMAX_DATABASE_KIND|HALFMAX_SANDBOX\w*)$/
  const settings = told(['docs/configuration.md'], /^\| `(HALFMAX_[A-Z_]+)`/gm).map(({ name }) => name)
  expect(settings.length).toBeGreaterThan(20)
  const named = told(['compose.yaml'], /^ {6}(HALFMAX_[A-Z_]+):/gm).map(({ name }) => name)
  expect(settings.filter((name) => !elsewhere.test(name) && !named.includes(name))).toEqual([])
})

function headingsOf(file: string): readonly string[] {
  return Array.from(read(file).matchAll(/^#+ (.+)$/gm), ([, text = '']) =>
    headingId(text.replaceAll('`', '')),
  )
}
