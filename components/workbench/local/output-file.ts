import type { OutputInput } from '@/lib/outputs/push-input.ts'

export interface OutputFile {
  readonly id: string
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
}

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv;charset=utf-8',
  html: 'text/html;charset=utf-8',
  png: 'image/png',
  pdf: 'application/pdf',
  R: 'text/plain;charset=utf-8',
}

/** An output as a file on disk. An R script has its own ending there, which only the tenant refuses. */
export function fileOf({ id, fileName, bytes }: OutputInput): OutputFile {
  const name = id === 'r-script' ? fileName.replace(/r-script\.txt$/, 'fits.R') : fileName
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain;charset=utf-8'
  return { id, name, bytes: new Uint8Array(bytes), type }
}
