import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

interface ReadyLine {
  readonly ready: boolean
  readonly reason?: string
  readonly port?: number
  readonly apiUrl: string
  readonly host: string
  readonly sampleKeys: readonly { readonly key: string }[]
}

/** Started as a user starts it: no loader, types stripped by Node. */
async function run(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const [text] = (await once(createInterface(child.stdout), 'line')) as [string]
  const line: ReadyLine = JSON.parse(text)
  return { child, exited, line }
}

it('says where it listens, refuses a taken port, and stops when asked', async () => {
  const first = await run('--port', '0', '--storage-port', '0')
  expect(first.line.ready).toBe(true)
  expect((await fetch(first.line.apiUrl)).status).toBe(200)
  const port = Number(new URL(first.line.apiUrl).port)
  expect(first.line.host).toBe(`localhost:${port}`)
  expect(first.line.sampleKeys[0]?.key).toMatch(/^ana_CellMort24:eyJ/)

  const second = await run('--port', String(port), '--storage-port', '0')
  expect(second.line).toEqual({ ready: false, reason: 'port-taken', port })
  expect(await second.exited).toEqual([1, null])

  first.child.kill('SIGTERM')
  expect(await first.exited).toEqual([0, null])
})

it('names an argument it cannot use', async () => {
  const { line, exited } = await run('--port', 'http')
  expect(line).toMatchObject({ ready: false, reason: 'failed', message: 'http is not a port number.' })
  expect(await exited).toEqual([1, null])
})
