import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, it } from 'vitest'
import { isReachableFromOutside } from './outside.ts'

const hasOutside = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.internal === false)

async function whileListening(host: string, ask: (port: number) => Promise<boolean>) {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const answer = await ask((server.address() as AddressInfo).port)
  server.close()
  return answer
}

it('loopback alone is not outside', async () => {
  expect(await whileListening('127.0.0.1', isReachableFromOutside)).toBe(false)
})

it.runIf(hasOutside)('every address is', async () => {
  expect(await whileListening('0.0.0.0', isReachableFromOutside)).toBe(true)
})
