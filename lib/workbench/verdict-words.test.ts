import { describe, expect, it } from 'vitest'
import { potencyAt, rExampleFit } from './fit-fixture.ts'
import { foldWarning, overrideSentence } from './verdict-words.ts'

function apart(fold: number) {
  return rExampleFit({ relative: potencyAt(10), absolute: potencyAt(10 / fold, { kind: 'absolute' }) })
}

describe('the warning that relative and absolute differ', () => {
  it('fires past the limit alone, whichever is the larger', () => {
    expect(foldWarning(apart(4.2), 3)).toMatch(
      /^Relative and absolute differ 4\.2.*-fold, more than 3.*-fold\./,
    )
    expect(foldWarning(apart(1 / 4.2), 3)).not.toBeNull()
    expect(foldWarning(apart(2.9), 3)).toBeNull()
  })

  it('follows the limit that was set', () => {
    expect(foldWarning(apart(4.2), 5)).toBeNull()
    expect(foldWarning(apart(1.6), 1.5)).not.toBeNull()
  })

  it('is silent without an absolute potency', () => {
    expect(foldWarning({ ...apart(9), absolute: null }, 3)).toBeNull()
  })
})

it('says who overrode a verdict, with what and why', () => {
  const override = { verdict: 'reportable', reason: 'second run agrees', author: 'you', at: '' } as const
  expect(overrideSentence(override)).toBe('Overridden by you: Reportable. second run agrees.')
})
