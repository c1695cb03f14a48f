import { headerFamily } from '../data-frame/header-family.ts'
import { readHeader } from '../data-frame/header.ts'

const RESPONSES: ReadonlySet<string> = new Set(['normalised-response', 'response', 'raw-response'])

export function saysResponse(header: string): boolean {
  return RESPONSES.has(headerFamily(readHeader(header))?.family ?? '')
}

export function saysDose(header: string): boolean {
  const reading = readHeader(header)
  return headerFamily(reading)?.family === 'dose' || (header !== '' && reading.isLog)
}
