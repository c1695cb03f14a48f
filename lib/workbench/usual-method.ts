import type { FitMethod } from './types.ts'

/** How a freshly opened frame is fitted, besides model and constraints. */
export const USUAL_METHOD: FitMethod = {
  loss: 'squares',
  weighting: 'none',
  interval: 'profile',
  hasOutlierProposal: false,
  hasOuterEffects: false,
  foldLimit: 3,
}
