import { expect, it } from 'vitest'
import { nextTheme, parseTheme } from './theme.ts'

it.each([
  ['a stored choice is kept', 'dark', 'dark'],
  ['an absent cookie follows the system', undefined, 'system'],
  ['a forged cookie never reaches the attribute', '"><script>', 'system'],
])('%s', (_, value, expected) => {
  expect(parseTheme(value)).toBe(expected)
})

it('comes back to the system after three presses', () => {
  expect(nextTheme(nextTheme(nextTheme('system')))).toBe('system')
})
