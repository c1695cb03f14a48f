import pino from 'pino'
import type { DestinationStream, Logger } from 'pino'
import { redactValue } from './redact.ts'
import type { Tenant } from './tenants.ts'

interface LoggerOptions {
  /** Standard output by default. */
  readonly destination?: DestinationStream
  /** More secrets of this process, taken out wherever they stand. */
  readonly others?: readonly string[]
}

/** A logger whose finished lines pass through redaction, so that no field, message or stack can carry a secret out. */
export function createLogger(
  tenants: readonly Tenant[],
  { destination, others = [] }: LoggerOptions = {},
): Logger {
  const secrets = [...tenants.map((tenant) => tenant.clientSecret), ...others]
  const streamWrite = (line: string) => `${inert(JSON.stringify(redactValue(JSON.parse(line), secrets)))}\n`
  const options = { hooks: { streamWrite } }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/**
 * JSON leaves some characters as they are that a terminal or a viewer obeys: the one-character form of an escape
 * sequence, marks that turn the direction of reading, line ends of Unicode. As escapes they are still the same JSON.
 */
function inert(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
