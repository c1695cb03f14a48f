/** The packages of a running Halfmax as a CycloneDX list, on standard output: npm run --silent sbom > sbom.json */
import { spawnSync } from 'node:child_process'
import { npmProgram } from './lib/npm.mjs'
import { root } from './lib/paths.mjs'

const npm = npmProgram()
if (npm === null) {
  process.stderr.write('npm was not found beside this Node.\n')
  process.exitCode = 1
} else {
  // From the lock file alone: what is listed is what `npm ci --omit=dev` installs.
  const args = [
    npm,
    'sbom',
    '--package-lock-only',
    '--omit=dev',
    '--sbom-format=cyclonedx',
    '--sbom-type=application',
  ]
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1
}
