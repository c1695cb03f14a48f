/** Checks that are another program's verdict: it passes with exit code 0 and its output is the explanation. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, nextEnv, nextProgram } from '../lib/build.mjs'
import { root } from '../lib/paths.mjs'
import { runNode } from '../lib/processes.mjs'
import { explain } from '../lib/say.mjs'

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {string} output  shown where something failed
 */

/** @returns {Promise<Outcome>} */
export function format() {
  return verdict('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])
}

/** @returns {Promise<Outcome>} */
export function lint() {
  return verdict('oxlint/bin/oxlint', [])
}

/** @returns {Promise<Outcome>} */
export async function types() {
  // A fresh clone has no next-env.d.ts and no route types yet: Next writes both.
  const generated = await runNode([nextProgram, 'typegen'], { env: nextEnv('development') })
  if (generated.code !== 0) return outcome(false, generated.output)
  return verdict('typescript/bin/tsc', ['--noEmit', '--pretty', 'false'])
}

/** @returns {Promise<Outcome>} */
export function unused() {
  return verdict('knip/bin/knip.js', ['--no-progress'])
}

/** @returns {Promise<Outcome>} the engine against its references, and docs/validation.md against the engine. */
export async function validation() {
  const { code, output } = await runNode([join(root, 'scripts/validate.mjs'), '--check'])
  return outcome(code === 0, output)
}

/** @returns {Promise<Outcome>} */
export async function build() {
  try {
    await ensureBuilt()
    return outcome(true, '')
  } catch (error) {
    return outcome(false, explain(error))
  }
}

/** @returns {Outcome} one check that held or did not. */
export function outcome(holds, output) {
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, output }
}

async function verdict(program, args) {
  const file = join(root, 'node_modules', program)
  if (!existsSync(file)) return outcome(false, `${program} is not installed`)
  const { code, output } = await runNode([file, ...args])
  return outcome(code === 0, output)
}
