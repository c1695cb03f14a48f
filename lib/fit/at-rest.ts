import { contradictionTest } from './inference/contradiction.ts'
import { diagnosticsOf } from './inference/diagnostics.ts'
import { calibratedFlatP } from './inference/flat-calibration.ts'
import { leaveOneOut } from './inference/leave-one-out.ts'
import { profilesOf } from './inference/profiles.ts'

/** What a fit at rest takes besides what a drag needs: slower, larger, and loaded apart by a page. */
export const atRest = { calibratedFlatP, contradictionTest, diagnosticsOf, leaveOneOut, profilesOf }

export type AtRest = typeof atRest
