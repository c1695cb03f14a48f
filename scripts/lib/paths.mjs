import { fileURLToPath } from 'node:url'
import { join, resolve } from 'node:path'

/** The project's folder, whatever folder a script was started from. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** Saved work and the sandbox's state; owner-only, outside version control. */
export const dataFolder = resolve(root, process.env.HALFMAX_DATA_DIR || '.halfmax')

/** Where tests keep reports and the like. */
export const testFolder = join(root, '.test')
