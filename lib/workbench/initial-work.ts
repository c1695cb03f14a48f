import type { MappingGuess } from '../data-frame/types.ts'
import type { EquivalenceLimits, Work, WorkHistory } from './types.ts'
import { USUAL_METHOD } from './usual-method.ts'

/** Slopes within 25 % either way on the log scale, plateaus within a fifth of the reference's span. */
export const USUAL_LIMITS: EquivalenceLimits = { hill: [0.8, 1.25], bottom: [-0.2, 0.2], top: [-0.2, 0.2] }

/** A freshly opened frame: the guessed mapping, a free fit, nothing excluded. */
export function initialWork({ mapping }: Pick<MappingGuess, 'mapping'>): Work {
  return {
    mapping,
    isMappingConfirmed: false,
    policy: 'free',
    policies: {},
    method: USUAL_METHOD,
    groups: {},
    curves: {},
    exclusions: {},
    keptOutliers: {},
    overrides: {},
    reviews: {},
    answers: {},
    comparison: null,
    normalisation: null,
    layout: null,
    plateLimits: {},
  }
}

export function initialHistory(work: Work): WorkHistory {
  return { past: [], present: work, future: [] }
}
