/** Every door of the server as the code has them, so that a new one cannot be forgotten. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Where no code of ours is; a server action, and a folder that Next takes for pages, may be anywhere else. */
const ELSEWHERE = new Set(['node_modules', 'e2e', 'scripts', 'docs', 'public', 'types'])

/** `action startPush`, `GET /api/pushes`, `page /analysis/[analysisId]`, sorted. */
export function findEndpoints(): readonly string[] {
  const found = sources().flatMap((file) => endpointsOf(file, readFileSync(join(root, file), 'utf8')))
  return found.toSorted()
}

function sources(): readonly string[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.') && !ELSEWHERE.has(entry.name),
  )
  return folders.flatMap(({ name: folder }) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => relative(root, join(root, folder, name)).replaceAll('\\', '/'))
      .filter((name) => SOURCE.test(name) && !/\.test\.tsx?$|\/testing\//.test(name)),
  )
}

const SOURCE = /\.[cm]?[jt]sx?$/
/** What else a route exports tells Next how to build it. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** Files of a page that Next makes routes of by themselves. */
const METADATA =
  /^app\/(?:.*\/)?(?:sitemap|robots|manifest|icon|apple-icon|opengraph-image|twitter-image)\d*\.[jt]sx?$/

/** Exported for its own test, which plants doors. */
export function endpointsOf(file: string, text: string): readonly string[] {
  const route = `/${file.replace(/^app\/?/, '').replace(/\/?(page|route)\.[cm]?[jt]sx?$/, '')}`
  // The other router of Next; a folder of this name there is not even listed by the first one.
  if (/^(?:src|pages)\//.test(file)) return [`unlisted ${file}`]
  if (METADATA.test(file)) return [`metadata ${file}`]
  if (/^app\/(.*\/)?page\.[cm]?[jt]sx?$/.test(file)) return [`page ${route}`]
  if (/^app\/(.*\/)?route\.[cm]?[jt]sx?$/.test(file))
    return exportedNames(text)
      .filter((name) => METHODS.has(name) || name.startsWith(UNNAMED))
      .map((name) => `${name} ${route}`)
  const isActions = /^(\s|\/\/[^\n]*\n|\/\*[^]*?\*\/)*['"]use server['"]/.test(text)
  if (isActions) return exportedNames(text).map((name) => `action ${name}`)
  // An action inside another function has no name of its own to test.
  return hasInnerAction(text) ? [`action inside ${file}`] : []
}

/** The directive stands where a statement begins; a comment that names it is none. */
function hasInnerAction(text: string): boolean {
  return text
    .split('\n')
    .some((line) => /^(?!\s*(?:\/\/|\*|\/\*)).*(?:^|[{;]|=>)\s*['"]use server['"]/.test(line))
}

/** Of an export whose names the patterns here cannot tell: no list has it, so that it is written in another way. */
const UNNAMED = 'an export without a name here:'

function exportedNames(text: string): readonly string[] {
  return [...text.matchAll(/^export\b[^\n]*/gm)].flatMap(({ 0: line, index }) => {
    if (/^export\s+(?:declare\s+)?(?:type|interface)\b/.test(line)) return []
    const direct =
      /^export\s+(?:default\s+)?(?:async\s+)?(?:function\s*\*?|const|let|var|class)\s+(\w+)/.exec(line)
    if (direct?.[1] !== undefined && !/^export\s+(?:let|const|var)\s[^=]*,/.test(line)) return [direct[1]]
    const [, listed] = /^export\s*\{([^}]*)\}/.exec(text.slice(index)) ?? []
    if (listed === undefined) return [`${UNNAMED} ${line.slice(0, 60)}`]
    return listed
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => name.split(/\s+as\s+/).at(-1) ?? name)
  })
}
