import { describe, expect, it } from 'vitest'
import { fitCurve } from '@/lib/fit/fit-curve.ts'
import { badgePages, decidingPages } from './guide-pages.ts'
import { PLAIN_REQUEST } from '@/lib/fit/testing/plain-request.ts'

const FREE = { kind: 'free' } as const
const DOSES = [0.1, 0.3, 1, 3, 10, 30, 100]

function fitOf(response: readonly number[]) {
  return fitCurve({
    ...PLAIN_REQUEST,
    dose: Float64Array.from(DOSES),
    response: Float64Array.from(response),
    constraints: { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE },
    absoluteLevel: 50,
  })
}

describe('pages that a potency card links to', () => {
  it('are the one about a value with nothing against it', () => {
    const fit = fitOf([2, 5, 16, 40, 72, 91, 97])
    expect(decidingPages(fit)).toEqual([{ page: 'reportable', words: 'reportable' }])
    expect(badgePages(fit)).toEqual([])
  })

  it('are those of both rules where two potencies are judged by different ones', () => {
    // Levels off at 39 %: half of that is seen, 50 % never comes.
    const fit = fitOf([1, 3, 8, 19, 30, 36, 38])
    expect(decidingPages(fit).map(({ words }) => words)).toEqual(['reportable', 'does not reach 50 %'])
    expect(badgePages(fit)).toEqual([{ page: 'plateau-not-seen', words: 'plateau not seen' }])
  })

  it('name each page once, however many parameters a badge is about', () => {
    // A jump between two doses: location and slope are both ambiguous.
    const pages = badgePages(fitOf([1, 2, 0, 1, 97, 99, 98])).map(({ page }) => page)
    expect(pages).toEqual(['ambiguous', 'ill-conditioned'])
  })
})
