import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, relative } from 'node:path'
import { filesUnder } from '../lib/fingerprint.mjs'
import { root } from '../lib/paths.mjs'
import { outcome } from './programs.mjs'

const MANIFESTS = ['', 'scripts/runtime/']

/**
 * Lock files name no registry host, so that each machine resolves through its own; every package has a SHA-512 of its bytes, and
 * versions are exact and those of package.json: what was looked at is what is installed.
 */
export function lockFiles() {
  const complaints = MANIFESTS.flatMap((folder) =>
    lockComplaints(readJson(`${folder}package.json`), readJson(`${folder}package-lock.json`)).map(
      (complaint) => `${folder}package-lock.json: ${complaint}`,
    ),
  )
  return outcome(complaints.length === 0, complaints.slice(0, 20).join('\n'))
}

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies']
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/
const SHA512 = /^sha512-[A-Za-z0-9+/]{86}==$/

/** Exported for its test. @returns {string[]} */
export function lockComplaints(manifest, { lockfileVersion, packages }) {
  const { '': top = {}, ...installed } = packages
  const version = lockfileVersion === 3 ? [] : [`its version is ${lockfileVersion}, not 3`]
  const named = KINDS.flatMap((kind) =>
    Object.entries({ ...manifest[kind], ...top[kind] }).flatMap(([name]) => {
      const [asked, locked] = [manifest[kind]?.[name], top[kind]?.[name]]
      if (asked !== locked) return [`${name} is ${locked} here and ${asked} in package.json`]
      if (!EXACT.test(asked)) return [`${name} is ${asked}, which is no exact version`]
      const there = installed[`node_modules/${name}`]?.version
      return there === asked || kind === 'optionalDependencies'
        ? []
        : [`${name} is ${asked}, and ${there} is installed`]
    }),
  )
  const packed = Object.entries(installed).flatMap(([path, entry]) => {
    if (entry.resolved !== undefined) return [`${path} has "resolved"`]
    if (entry.link === true) return [`${path} is a link`]
    return SHA512.test(entry.integrity ?? '') ? [] : [`${path} has no SHA-512`]
  })
  return [...version, ...named, ...packed]
}

function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}

/** Neither our sources nor what the browser loads tells where somebody keeps the project. */
export function machinePaths() {
  const complaints = [...sources(), ...filesUnder(join(root, '.next/static'))].flatMap((file) => {
    const text = readFileSync(file, 'latin1')
    if (text.slice(0, 8000).includes('\0')) return []
    const found = personalPaths().find((path) => text.includes(path)) ?? text.match(HOME)?.[0]
    return found === undefined ? [] : [`${relative(root, file)}: ${found}`]
  })
  return outcome(complaints.length === 0, complaints.slice(0, 20).join('\n'))
}

/** No name of a secret's variable or field is in what the browser loads: where there is the name, there is the code that reads it. */
export function secretNames() {
  const complaints = filesUnder(join(root, '.next/static')).flatMap((file) => {
    const found = readFileSync(file, 'latin1').match(
      /\b(?:clientSecret|client_secret|HALFMAX_\w+|DATABASE_URL)\b/,
    )
    return found === null ? [] : [`${relative(root, file)}: ${found[0]}`]
  })
  return outcome(complaints.length === 0, complaints.slice(0, 20).join('\n'))
}

const HOME = /(?<![\w.])\/(?:home|Users)\/[A-Za-z][\w-]*\//

/** A root as short as `/app` is also an ordinary word of ours, so only telling ones count. */
function personalPaths() {
  return [root, `${homedir()}/`].filter((path) => path.split('/').filter(Boolean).length > 1)
}

/** What version control knows, or everything outside the generated folders where there is none. */
function sources() {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  if (listed.status === 0) {
    const names = listed.stdout.split('\0').filter(Boolean)
    return names.map((name) => join(root, name)).filter((file) => filesUnder(file).length === 1)
  }
  const folders = [
    'app',
    'components',
    'lib',
    'e2e',
    'scripts',
    'docs',
    'public',
    'types',
    'README.md',
    'package.json',
  ]
  return folders
    .flatMap((name) => filesUnder(join(root, name)))
    .filter((file) => !file.includes('node_modules'))
}
