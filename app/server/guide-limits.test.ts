import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { USUAL_VERDICT_LIMITS } from '@/lib/fit/screen/limits.ts'
import type { VerdictLimits } from '@/lib/fit/types.ts'
import { USUAL_PLATE_LIMITS } from '@/lib/plates/bad-plate.ts'
import { LIMIT_WORDS } from '@/lib/workbench/limit-words.ts'
import { USUAL_METHOD } from '@/lib/workbench/usual-method.ts'

/** Rows of a page's tables: the first cell with the second. */
function rowsOf(page: string): ReadonlyMap<string, string> {
  const lines = readFileSync(join(process.cwd(), `docs/guide/${page}.md`), 'utf8').split('\n')
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [, first, second] = /^\| ([^|]+) \| ([^|]+) \|/.exec(line) ?? []
      return first === undefined || second === undefined ? [] : [[first.trim(), second.trim()]]
    }),
  )
}

const number = (text: string | undefined) =>
  Number(/[−-]?\d+(?:\.\d+)?/.exec(text ?? '')?.[0].replace('−', '-') ?? Number.NaN)

it('the guide names every limit of the verdict as the page does, with the value that the engine has', () => {
  const rows = rowsOf('parameters')
  const both = rows.get('Lowest, highest plausible plateau')?.split(',') ?? []
  const told = (name: keyof VerdictLimits) =>
    name === 'lowestPlateau'
      ? number(both[0])
      : name === 'highestPlateau'
        ? number(both[1])
        : number(rows.get(LIMIT_WORDS[name].title))
  const names = Object.keys(USUAL_VERDICT_LIMITS) as (keyof VerdictLimits)[]
  expect(Object.fromEntries(names.map((name) => [name, told(name)]))).toEqual(USUAL_VERDICT_LIMITS)
  expect(number(rows.get('Warn past'))).toBe(USUAL_METHOD.foldLimit)
})

it('the guide flags plates by the limits that flag them', () => {
  const lines = readFileSync(join(process.cwd(), 'docs/guide/plates.md'), 'utf8').split('\n')
  const flagged = (figure: string) =>
    number(lines.find((line) => line.startsWith(`| ${figure} |`))?.split('|')[3])
  expect(flagged('Z′')).toBe(USUAL_PLATE_LIMITS.lowestZPrime)
  expect(flagged('robust Z′')).toBe(USUAL_PLATE_LIMITS.lowestZPrime)
  expect(flagged('S/B')).toBe(USUAL_PLATE_LIMITS.lowestSignalToBackground)
  expect(flagged('CV of untreated wells')).toBe(USUAL_PLATE_LIMITS.highestCv)
})
