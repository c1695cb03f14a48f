import { expect, it, vi } from 'vitest'
import { createLogger } from '@/lib/benchling/log.ts'
import type { Store } from '@/lib/store/open-store.ts'
import { createShutDown } from './shut-down.ts'

function parts(stopQueue: () => Promise<void>) {
  const order: string[] = []
  const lines: string[] = []
  const store: Pick<Store, 'close'> = {
    close: () => {
      order.push('store closed')
      return Promise.resolve()
    },
  }
  const shutDown = createShutDown({
    batches: { enqueue: () => Promise.resolve(), stop: () => Promise.resolve() },
    queue: {
      enqueue: () => Promise.resolve(),
      stop: async () => {
        order.push('queue stops')
        await stopQueue()
        order.push('queue stopped')
      },
    },
    // Nothing else of it is used on the way out.
    store: store as Store,
    log: createLogger([], { destination: { write: (line: string) => void lines.push(line) } }),
  })
  return { shutDown, order, lines }
}

it('parks the pushes before the database closes, once, however often it is asked', async () => {
  const parked = Promise.withResolvers<void>()
  const { shutDown, order } = parts(() => parked.promise)
  const asked = [shutDown(), shutDown()]
  await vi.waitFor(() => expect(order).toEqual(['queue stops']))
  parked.resolve()
  await Promise.all([...asked, shutDown()])
  expect(order).toEqual(['queue stops', 'queue stopped', 'store closed'])
})

it('closes the database also where the queue will not stop, and says so', async () => {
  const { shutDown, order, lines } = parts(() => Promise.reject(new Error('the queue hangs')))
  await shutDown()
  expect(order).toEqual(['queue stops', 'store closed'])
  expect(lines.join('')).toContain('the queue hangs')
})
