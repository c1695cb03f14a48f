import type { MappingGuess } from '../data-frame/types.ts'
import type { Work, WorkHistory } from './types.ts'

/** A freshly opened frame: the guessed mapping, a free fit, nothing excluded. */
export function initialWork(guess: MappingGuess): Work {
  return { mapping: guess.mapping, isMappingConfirmed: false, policy: 'free', curves: {}, exclusions: {} }
}

export function initialHistory(work: Work): WorkHistory {
  return { past: [], present: work, future: [] }
}
