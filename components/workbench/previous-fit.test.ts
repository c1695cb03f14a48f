import { describe, expect, it } from 'vitest'
import type { CurveFit, ParameterEstimate } from '@/lib/fit/types.ts'
import { isOtherFit, previousFitText } from './previous-fit.ts'

const EDGES = { bottom: 0, top: 100 }
const FREE = fit(EDGES, 'free')

describe('isOtherFit', () => {
  it.each([
    ['the same numbers draw the same line', fit(EDGES, 'free'), false],
    ['a plateau that moved', fit({ bottom: 0, top: 99 }, 'free'), true],
    ['no parameters any more', { ...FREE, parameters: [] }, true],
  ])('%s', (_, now, expected) => {
    expect(isOtherFit(FREE, now)).toBe(expected)
  })
})

describe('previousFitText', () => {
  it.each([
    ['free', FREE, FREE, 'previous fit'],
    ['fixed plateaus', fit(EDGES, 'fixed'), FREE, 'previous fit: 0 and 100 fixed'],
    ['other wells', { ...FREE, n: 20 }, FREE, 'previous fit: 20 wells'],
  ])('%s', (_, previous, now, expected) => {
    expect(previousFitText(previous, now)).toBe(expected)
  })
})

/** Only what these functions read. */
function fit(estimates: Readonly<Record<string, number>>, state: ParameterEstimate['state']): CurveFit {
  const parameters = Object.entries(estimates).map(([name, estimate]) => ({ name, estimate, state }))
  return { n: 21, parameters } as unknown as CurveFit
}
