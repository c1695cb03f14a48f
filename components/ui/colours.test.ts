import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const sheet = readFileSync('app/globals.css', 'utf8')
const light = colours(sheet.slice(0, sheet.indexOf('@media')))
const dark = { ...light, ...colours(sheet.slice(sheet.indexOf("[data-theme='dark']"))) }

const TEXTS = ['text', 'muted', 'accent', 'danger', 'warning', 'success']
const GROUNDS = ['bg', 'raised', 'tint', 'tint-warn']

test.each([
  ['light', light],
  ['dark', dark],
])('every colour of text is readable on every ground (%s)', (_, theme) => {
  const faint = GROUNDS.flatMap((ground) =>
    TEXTS.map((text) => ({ text, ground, ratio: contrast(theme[text]!, theme[ground]!) })),
  ).filter(({ ratio }) => !(ratio >= 4.5))
  expect(faint).toEqual([])
})

/** Things without letters. Text that fades, for a moment or for long, falls below the contrast above. */
const MAY_FADE = ['components/ui/skeleton.module.css', 'components/ui/value-slider.module.css']

test('no text is faded', () => {
  const faded = globSync('{app,components}/**/*.css', { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter(
      (file) => !MAY_FADE.includes(file) && /(?<!-)opacity:(?! [01](;| !))/.test(readFileSync(file, 'utf8')),
    )
  expect(faded).toEqual([])
})

function colours(css: string): Record<string, string> {
  return Object.fromEntries(
    [...css.matchAll(/--([\w-]+):\s*(#[\da-f]{6});/g)].map(([, name, value]) => [name!, value!]),
  )
}

/** Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, relative luminance). */
function contrast(first: string, second: string): number {
  const [low, high] = [luminance(first), luminance(second)].toSorted((a, b) => a - b)
  return (high! + 0.05) / (low! + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
