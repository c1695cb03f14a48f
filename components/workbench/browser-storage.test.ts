import { afterEach, expect, it, vi } from 'vitest'
import { moveStored } from './browser-storage.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

function storage(...entries: readonly (readonly [string, string])[]): Map<string, string> {
  const stored = new Map(entries)
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (stored.size > 0) throw new Error('full')
      stored.set(key, text)
    },
    removeItem: (key: string) => stored.delete(key),
  })
  return stored
}

it('moves what is kept once, into a storage that is full without it', () => {
  const stored = storage(['shared', 'work'])
  moveStored('shared', 'own')
  expect([...stored]).toEqual([['own', 'work']])
  moveStored('own', 'own')
  expect([...stored]).toEqual([['own', 'work']])
})

it('leaves what is kept where there is other work already', () => {
  const stored = storage(['shared', 'work'], ['own', 'later'])
  moveStored('shared', 'own')
  expect([...stored]).toEqual([
    ['shared', 'work'],
    ['own', 'later'],
  ])
})
