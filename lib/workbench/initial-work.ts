import type { MappingGuess } from '../data-frame/types.ts'
import type { FitMethod, Work, WorkHistory } from './types.ts'

export const USUAL_METHOD: FitMethod = {
  loss: 'squares',
  weighting: 'none',
  interval: 'profile',
  hasOutlierProposal: false,
  hasOuterEffects: false,
  foldLimit: 3,
}

/** A freshly opened frame: the guessed mapping, a free fit, nothing excluded. */
export function initialWork(guess: MappingGuess): Work {
  return {
    mapping: guess.mapping,
    isMappingConfirmed: false,
    policy: 'free',
    method: USUAL_METHOD,
    curves: {},
    exclusions: {},
    overrides: {},
    answers: {},
    comparison: null,
  }
}

export function initialHistory(work: Work): WorkHistory {
  return { past: [], present: work, future: [] }
}
