import { expect, it } from 'vitest'
import { spokenName } from './spoken-name.ts'

it.each([
  ['logEc50', 'EC50'],
  ['logEc50First', 'first EC50'],
  ['hillSecond', 'second hill'],
  ['bottom', 'bottom'],
])('%s is spoken as %s', (name, words) => {
  expect(spokenName(name)).toBe(words)
})
