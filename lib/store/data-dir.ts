import 'server-only'
import { chmodSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'

/** Where saved work lives: `HALFMAX_DATA_DIR`, else `.halfmax` beside the project. Absolute. */
export function dataDir(env: Readonly<Record<string, string | undefined>>): string {
  const configured = env['HALFMAX_DATA_DIR']?.trim()
  return resolve(configured === undefined || configured === '' ? '.halfmax' : configured)
}

/** Makes the folder readable by its owner alone, also where it existed with wider rights. Throws what `mkdir` throws. */
export function makePrivateDir(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
}
