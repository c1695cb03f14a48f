/**
 * A refit of a whole frame on the server: a million rows (or BENCH_ROWS) through the embedded database, in a process of its
 * own. What it prints goes into docs/reliability.md.
 */
import { runNode } from '../lib/processes.mjs'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'

const flags = ['--conditions=react-server', '--no-warnings', join(root, 'scripts/bench/batch/refit.mjs')]
const { code } = await runNode(flags, { env: process.env, echo: true, cwd: root })
process.exitCode = code
