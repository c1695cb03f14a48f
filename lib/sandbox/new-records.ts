import { randomBytes } from 'node:crypto'
import type { FileRecord, FrameRecord } from './records.ts'

export function newFrame(name: string, fileName: string, nowMs: number): FrameRecord {
  return {
    id: newId('dset'),
    name,
    fileName,
    origin: 'pushed',
    createdAtMs: nowMs,
    isUploaded: false,
    ingestion: null,
  }
}

export type FileInput = Pick<FileRecord, 'name' | 'filename' | 'folderId' | 'customFields'>

/** `number` counts the tenant's files; it makes the id people see. */
export function newFile(input: FileInput, number: number, nowMs: number): FileRecord {
  return {
    ...input,
    id: newId('file'),
    displayId: `FILE${String(number).padStart(4, '0')}`,
    origin: 'pushed',
    createdAtMs: nowMs,
    modifiedAtMs: nowMs,
    isUploaded: false,
    uploadStatus: 'NOT_UPLOADED',
    errorMessage: null,
    archiveReason: null,
  }
}

/** Base64 with its padding, as seen in the wild: a client that forgets to percent-encode it finds out here. */
export function newTaskId(): string {
  return randomBytes(16).toString('base64').replace(/[+/]/g, 'x')
}

function newId(prefix: 'dset' | 'file'): string {
  return `${prefix}_${randomBytes(16).toString('base64url').replace(/[-_]/g, '').slice(0, 12)}`
}
