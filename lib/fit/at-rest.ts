import { bootstrapOf } from './inference/bootstrap.ts'
import { contradictionTest } from './inference/contradiction.ts'
import { diagnosticsOf } from './inference/diagnostics.ts'
import { calibratedFlatP } from './inference/flat-calibration.ts'
import { leaveOneOut } from './inference/leave-one-out.ts'
import { profilesOf } from './inference/profiles.ts'
import { proposeOutliers } from './loss/rout.ts'
import { settle } from './loss/settle.ts'
import { screenClassOf } from './screen/screen-class.ts'

import { checkBySecondSolver } from './optimize/second-solver.ts'

/**
 * What a plain drag does not need: intervals and tests of a fit at rest, and every loss but least squares. Slower and
 * larger, so a page loads it apart.
 */
export const atRest = {
  bootstrapOf,
  calibratedFlatP,
  checkBySecondSolver,
  contradictionTest,
  diagnosticsOf,
  leaveOneOut,
  profilesOf,
  proposeOutliers,
  screenClassOf,
  settle,
}

export type AtRest = typeof atRest
