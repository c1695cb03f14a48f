import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from './paths.mjs'

/**
 * SHA-256 over the names and bytes of files, folders taken whole. A path that is not there counts as absent.
 *
 * @param {string[]} paths from the project's folder
 * @param {(path: string) => boolean} [isLeftOut]
 */
export function fingerprint(paths, isLeftOut = () => false) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesUnder(join(root, path)))) {
    const name = relative(root, file).split(sep).join('/')
    if (isLeftOut(name)) continue
    const bytes = readFileSync(file)
    hash.update(`${name}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

/** @returns {string[]} every file under a path in a fixed order; empty where there is none. */
export function filesUnder(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return []
  if (!stats.isDirectory()) return [path]
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => filesUnder(join(path, name)))
}

/** @returns {string | null} what a stamp file holds. */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return null
  }
}
