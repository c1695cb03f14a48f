import pino from 'pino'
import type { DestinationStream, Logger } from 'pino'
import { redactValue } from './redact.ts'
import type { Tenant } from './tenants.ts'

/**
 * A logger whose finished lines pass through redaction, so that no field, message or stack can carry a secret out.
 *
 * @param destination  standard output by default
 */
export function createLogger(tenants: readonly Tenant[], destination?: DestinationStream): Logger {
  const secrets = tenants.map((tenant) => tenant.clientSecret)
  const streamWrite = (line: string) => `${JSON.stringify(redactValue(JSON.parse(line), secrets))}\n`
  const options = { hooks: { streamWrite } }
  return destination === undefined ? pino(options) : pino(options, destination)
}
