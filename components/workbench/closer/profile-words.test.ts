import { expect, it } from 'vitest'
import { profileSentence } from './profile-words.ts'

const curve = {
  kind: 'curve',
  estimate: 1,
  state: 'free',
  values: Float64Array.of(1),
  excess: Float64Array.of(0),
  threshold: 4,
} as const

it('says why an interval has the sides it has', () => {
  expect(profileSentence({ ...curve, lower: 0, upper: 2 }, 'IC50')).toContain('two limits')
  expect(profileSentence({ ...curve, lower: null, upper: 2 }, 'IC50')).toMatch(
    /^The lower side of IC50 never .* only the upper limit is known\.$/,
  )
  expect(profileSentence({ ...curve, lower: 0, upper: null }, 'top')).toMatch(
    /^The upper side of top never .* only the lower limit/,
  )
  expect(profileSentence({ ...curve, lower: null, upper: null }, 'top')).toContain('is open')
  expect(profileSentence({ ...curve, state: 'at-lower', lower: null, upper: 2.11 }, 'bottom')).toBe(
    'The best value of bottom sits on its lower bound, so the interval is one-sided.',
  )
  expect(profileSentence({ ...curve, state: 'at-upper', lower: null, upper: null }, 'top')).toContain(
    'the other side is open',
  )
})
