/** Every door of the server as the code has them, so that a new one cannot be forgotten. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** `action startPush`, `GET /api/pushes`, `page /analysis/[analysisId]`, sorted. */
export function findEndpoints(): readonly string[] {
  const found = sources().flatMap((file) => endpointsOf(file, readFileSync(join(root, file), 'utf8')))
  return found.toSorted()
}

/** A server action may stand in any file that is built. */
function sources(): readonly string[] {
  return ['app', 'components', 'lib'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => relative(root, join(root, folder, name)).replaceAll('\\', '/'))
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\/testing\//.test(name)),
  )
}

/** What else a route exports tells Next how to build it. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Exported for its own test, which plants doors. */
export function endpointsOf(file: string, text: string): readonly string[] {
  const route = `/${file.replace(/^app\/?/, '').replace(/\/?(page|route)\.tsx?$/, '')}`
  if (/^app\/(.*\/)?page\.tsx?$/.test(file)) return [`page ${route}`]
  if (/^app\/(.*\/)?route\.ts$/.test(file))
    return exportedNames(text)
      .filter((name) => METHODS.has(name))
      .map((name) => `${name} ${route}`)
  const isActions = /^(\s|\/\/[^\n]*\n|\/\*[^]*?\*\/)*['"]use server['"]/.test(text)
  if (isActions) return exportedNames(text).map((name) => `action ${name}`)
  // An action inside another function has no name of its own to test.
  return /^\s+['"]use server['"]/m.test(text) ? [`action inside ${file}`] : []
}

function exportedNames(text: string): readonly string[] {
  const direct = [...text.matchAll(/^export\s+(?:default\s+)?(?:async\s+)?(?:function|const|let)\s+(\w+)/gm)]
  const listed = [...text.matchAll(/^export\s*\{([^}]*)\}/gm)].flatMap(([, names = '']) =>
    names.split(',').map(
      (name) =>
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
    ),
  )
  return [...direct.map(([, name = '']) => name), ...listed].filter((name) => name !== '')
}
