import pino from 'pino'
import type { DestinationStream, Logger } from 'pino'
import { redactText } from './redact.ts'
import type { Tenant } from './tenants.ts'

/**
 * A logger whose finished lines pass through redaction, so that no field, message or stack can carry a secret out.
 *
 * @param destination  standard output by default
 */
export function createLogger(tenants: readonly Tenant[], destination?: DestinationStream): Logger {
  const secrets = tenants.map((tenant) => tenant.clientSecret)
  const options = { hooks: { streamWrite: (line: string) => redactText(line, secrets) } }
  return destination === undefined ? pino(options) : pino(options, destination)
}
