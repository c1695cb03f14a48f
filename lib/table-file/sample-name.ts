/** What a header of a wide table says: whose responses stand under it, and which replicate they are. */
export interface SampleName {
  readonly name: string
  /** As written, or null where the header names none. */
  readonly replicate: string | null
}

const COUNTED = /^(.*?)[\s_.,:;(/-]*\b(?:rep(?:licate|l)?s?|run|n|r)[\s._#-]*(\d+)\)?$/i
const HASHED = /^(.*?)\s*#\s*(\d+)$/

/** `CPD-1 rep 2`, `CPD-1 (n=2)`, `CPD-1_R2`, `Rep 1`, `CPD-1 #3`; a bare number at the end belongs to the name. */
export function splitSampleName(header: string): SampleName {
  const parts = COUNTED.exec(header.replace('=', '')) ?? HASHED.exec(header)
  if (parts === null) return { name: header, replicate: null }
  return { name: (parts[1] ?? '').trim(), replicate: parts[2] ?? null }
}
