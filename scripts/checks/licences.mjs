import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { outcome } from './programs.mjs'

const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Zlib',
])

/** Packages whose licence field says something else, or nothing, and why they may stay. */
const EXCEPTIONS = [
  {
    name: /^@img\/sharp-/,
    licence: /LGPL-3\.0-or-later/,
    why: 'libvips binaries: optional packages of next for next/image, which we do not use; linked dynamically, nothing of them is shipped in our build',
  },
  {
    name: /^caniuse-lite$/,
    licence: /^CC-BY-4\.0$/,
    why: 'a data table of browser versions that next reads at build time; not shipped',
  },
  {
    name: /^(@axe-core\/playwright|axe-core)$/,
    licence: /^MPL-2\.0$/,
    devOnly: true,
    why: 'run by the tests only, unchanged',
  },
  {
    name: /^lightningcss(-|$)/,
    licence: /^MPL-2\.0$/,
    devOnly: true,
    why: 'comes with vitest through vite; run by the tests only, unchanged',
  },
  {
    name: /^xtend$/,
    licence: /^none$/,
    why: 'xtend 2.2.0 under glsl-resolve: LICENCE file says MIT, the field came with later versions; build-time tool of plotly.js',
  },
  {
    name: /^stack-trace$/,
    licence: /^none$/,
    why: 'stack-trace 0.0.9 under static-module: License file says MIT; build-time tool of plotly.js',
  },
]

/** The licence of every package of the lock file is permissive or an argued exception. */
export function licences() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const complaints = Object.entries(packages)
    .filter(([path]) => path !== '')
    .flatMap(([path, entry]) => complaint(path, entry))
  return outcome(complaints.length === 0, complaints.join('\n'))
}

function complaint(path, entry) {
  const name = path.split('node_modules/').at(-1)
  const licence = entry.license ?? 'none'
  if (isPermissive(licence)) return []
  const exception = EXCEPTIONS.find((one) => one.name.test(name) && one.licence.test(licence))
  if (exception === undefined)
    return [`${name} ${entry.version}: licence ${licence} is neither permissive nor an argued exception`]
  if (exception.devOnly && entry.dev !== true)
    return [`${name}: ${licence} is accepted for development only, but ships`]
  return []
}

/** SPDX: of alternatives one is enough, of a conjunction all. */
function isPermissive(licence) {
  const bare = licence.replace(/^\((.*)\)$/, '$1')
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isPermissive)
  return bare.split(' AND ').every((one) => PERMISSIVE.has(one))
}
