import { buildCurves } from '../../data-frame/build-curves.ts'
import { rExampleFrame } from '../../data-frame/frame-fixture.ts'
import { guessMapping } from '../../data-frame/guess-mapping.ts'
import type { DataFrame } from '../../data-frame/types.ts'
import { fitCurve } from '../../fit/fit-curve.ts'
import { fittedCurves } from '../../outputs/fitted-curve.ts'
import type { OutputContext } from '../../outputs/types.ts'
import { initialWork } from '../../workbench/initial-work.ts'
import { curveRequest } from '../../workbench/selectors.ts'
import type { Work } from '../../workbench/types.ts'
import type { FitFileInput } from '../fit-file.ts'

/** Work on the R example as it opens, its dose in µM. */
export function exampleWork(frame: DataFrame = rExampleFrame()): Work {
  const work = initialWork(guessMapping(frame))
  return { ...work, mapping: { ...work.mapping, doseUnit: 'µM' } }
}

/** Every curve of a frame fitted as the work asks, ready to write. */
export function contextOf(work: Work, frame: DataFrame = rExampleFrame(), version = '0.1.0'): OutputContext {
  const curves = buildCurves(frame, work.mapping)
  const fits = curves.map((curve) => {
    const { request, isIncluded } = curveRequest(work, curve, 'full')
    return { curve, fit: fitCurve(request), isIncluded }
  })
  return {
    analysisId: 'ana_Tx98nkEm',
    frameName: 'Cell mortality',
    version,
    curves: fittedCurves(fits, { work, frame, allCurves: curves }),
    frame,
    exclusions: Object.values(work.exclusions),
  }
}

export const EXAMPLE_SOURCE: FitFileInput['source'] = {
  tenantHost: 'localhost:4100',
  analysisId: 'ana_Tx98nkEm',
  frameId: 'dset_abc',
  frameName: 'Cell mortality',
}

export const EXAMPLE_VIEW: FitFileInput['view'] = {
  curveId: 'HeLa|Cell Mortality Mortality 48h',
  point: { row: 9, responseColumn: 3 },
  axis: 'log10M',
  band: 'prediction',
  hasMeanSd: true,
  hasPrevious: false,
}
