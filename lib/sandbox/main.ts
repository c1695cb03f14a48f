/** The sandbox alone: `node lib/sandbox/main.ts [--port N] [--storage-port N] [--data-dir PATH] [--reset] [--huge-mb N]`. */
import { parseArgs } from 'node:util'
import { SANDBOX_DEFAULTS } from './control.ts'
import { PortTakenError } from './listen.ts'
import { startSandbox } from './start.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: String(SANDBOX_DEFAULTS.port) },
    'storage-port': { type: 'string', default: String(SANDBOX_DEFAULTS.storagePort) },
    'data-dir': { type: 'string' },
    reset: { type: 'boolean', default: false },
    'huge-mb': { type: 'string' },
  },
})

await main().catch((error: unknown) => {
  if (error instanceof PortTakenError) say({ ready: false, reason: 'port-taken', port: error.port })
  else
    say({ ready: false, reason: 'failed', message: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
})

async function main(): Promise<void> {
  const running = await startSandbox({
    port: portNumber(values.port),
    storagePort: portNumber(values['storage-port']),
    dataDir: values['data-dir'] ?? null,
    reset: values.reset,
    hugeMegabytes: values['huge-mb'] === undefined ? null : megabytes(values['huge-mb']),
  })
  const { apiUrl, storageUrl, host, clientId, clientSecret, sampleKeys } = running
  say({ ready: true, apiUrl, storageUrl, host, clientId, clientSecret, sampleKeys })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.stop())
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${text} is not a port number.`)
  return port
}

function megabytes(text: string): number {
  const number = Number(text)
  if (!(number >= 1 && number <= 200)) throw new Error(`${text} is no number of megabytes from 1 to 200.`)
  return number
}

/** One line, so that whoever started it can read it as JSON. */
function say(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
