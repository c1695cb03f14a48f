import { readFileSync, statSync } from 'node:fs'
import { relative } from 'node:path'
import { filesUnder } from '../lib/fingerprint.mjs'
import { testFolder } from '../lib/paths.mjs'
import { SECRET_SHAPES } from '../lib/secret-shapes.mjs'
import { outcome } from './programs.mjs'

/**
 * The values that tests give out as secrets are spelt so that they can be found again wherever they were written. The lower-case
 * ones are whole secrets of a configuration; the capitals stand inside keys, headers and signed addresses.
 */
const PLANTED = [
  /\bplanted(?:-[a-z]+)*-(?:secret|token|password)(?:-[a-z]+)*/,
  /\bPLANTED[\w-]*/,
  // Known to the sandbox and to whoever reads its sources; to the app it is the client secret of a tenant.
  /sandbox-secret-not-for-production/,
  ...SECRET_SHAPES,
]

/** Text that was printed or logged: not traces and pictures, and not the log of the tenant, which names its own keys. */
const TEXT = /\.(?:txt|log|json|md)$/
const TENANT_LOG = /-tenant\.log$/

/**
 * No secret of a test is in what the tests and the servers they started printed: the outputs of every check, the reports, the
 * log of every app.
 *
 * @param {number} sinceMs  older files are of another run, or of a benchmark whose tenant shares the log
 * @param {string} [folder] where they are kept
 */
export function plantedSecrets(sinceMs, folder = testFolder) {
  const files = filesUnder(folder).filter(
    (file) => TEXT.test(file) && !TENANT_LOG.test(file) && statSync(file).mtimeMs >= sinceMs,
  )
  // Nothing found in nothing would say nothing.
  if (files.length === 0) return outcome(false, `There is nothing to search in ${folder}: no test has run.`)
  const complaints = files.flatMap((file) => {
    const text = printedIn(file)
    return PLANTED.flatMap((shape) => {
      const [found] = shape.exec(text) ?? []
      // Shortened, so that the complaint does not spread it.
      return found === undefined ? [] : [`${relative(folder, file)}: ${found.slice(0, 16)}…`]
    })
  })
  return outcome(complaints.length === 0, complaints.join('\n'))
}

/** The names of unit tests quote what they are about; what counts in their report is what was said of failures. */
function printedIn(file) {
  const text = readFileSync(file, 'utf8')
  if (!file.endsWith('vitest.json')) return text
  const { testResults = [] } = JSON.parse(text)
  return testResults
    .flatMap(({ message = '', assertionResults }) => [
      message,
      ...assertionResults.flatMap(({ failureMessages }) => failureMessages),
    ])
    .join('\n')
}
