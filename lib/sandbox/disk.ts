import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SavedState } from './records.ts'

/** Where pushed bytes and the state that names them are kept. */
export interface Vault {
  readState(): SavedState | null
  writeState(state: SavedState): void
  readBytes(name: string): Uint8Array | null
  writeBytes(name: string, bytes: Uint8Array): void
  clear(): void
}

export function memoryVault(): Vault {
  const kept = new Map<string, Uint8Array>()
  return {
    readState: () => null,
    writeState: () => undefined,
    readBytes: (name) => kept.get(name) ?? null,
    writeBytes: (name, bytes) => void kept.set(name, bytes),
    clear: () => kept.clear(),
  }
}

/**
 * Keeps everything under `folder`. A file is written beside its place and renamed into it, so a crash leaves the
 * old content or the new one, never a half. Throws with the path when the folder or its state cannot be read.
 */
export function diskVault(folder: string): Vault {
  const bytesFolder = path.join(folder, 'bytes')
  const stateFile = path.join(folder, 'state.json')
  mkdirSync(bytesFolder, { recursive: true, mode: 0o700 })
  return {
    readState: () => parseState(stateFile),
    writeState: (state) => replaceFile(stateFile, Buffer.from(JSON.stringify(state, null, 1))),
    readBytes: (name) => readIfThere(path.join(bytesFolder, name)),
    writeBytes: (name, bytes) => replaceFile(path.join(bytesFolder, name), bytes),
    clear: () => {
      rmSync(stateFile, { force: true })
      rmSync(bytesFolder, { recursive: true, force: true })
      mkdirSync(bytesFolder, { recursive: true, mode: 0o700 })
    },
  }
}

function parseState(stateFile: string): SavedState | null {
  const text = readIfThere(stateFile)
  if (text === null) return null
  try {
    return SavedState.parse(JSON.parse(Buffer.from(text).toString('utf8')))
  } catch (cause) {
    throw new Error(`The sandbox cannot read ${stateFile}; "npm run sandbox:reset" starts afresh.`, { cause })
  }
}

function readIfThere(file: string): Uint8Array | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function replaceFile(file: string, bytes: Uint8Array): void {
  const draft = `${file}.draft`
  writeFileSync(draft, bytes, { mode: 0o600, flush: true })
  renameSync(draft, file)
}
