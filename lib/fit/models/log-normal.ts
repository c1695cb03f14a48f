import type { Model } from './model.ts'
import { normal } from './shapes.ts'
import { makeSigmoid } from './sigmoid.ts'

/** B + (T − B) · Φ(hill · ln 10 · (x − E)): probit in log dose; drc's LN.4 with hill = b and e = 10^E. */
export const logNormal: Model = makeSigmoid({
  name: 'logNormal',
  shape: normal,
  locationOffset: null,
  mirrored: () => logNormal,
})
