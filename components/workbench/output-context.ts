import type { CurveData, DataFrame } from '@/lib/data-frame/types.ts'
import { answerSentences } from '@/lib/detective/answer-words.ts'
import { type FitOfCurve, fittedCurves } from '@/lib/outputs/fitted-curve.ts'
import type { OutputContext } from '@/lib/outputs/types.ts'
import type { AnalysisSummary } from '@/lib/workbench/ports.ts'
import { normalisationText } from '@/lib/workbench/normalisation-text.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { LoadedFrame } from './use-frame.ts'
import type { FitEntry } from './fit-store.ts'
import { responseLabel } from './use-figure.ts'

export interface OutputSource {
  readonly analysis: AnalysisSummary
  readonly loaded: Pick<LoadedFrame, 'name'>
  /** As the answers about the table have it read. */
  readonly frame: DataFrame
  readonly curves: readonly CurveData[]
  readonly entries: ReadonlyMap<string, FitEntry>
  readonly work: Work
  readonly version: string
}

/** Everything a push writes from; curves without a fit yet are left out, so ask only when all are there. */
export function outputContext(source: OutputSource): OutputContext {
  const { analysis, loaded, frame, curves, entries, work, version } = source
  const fits = curves.flatMap((curve): FitOfCurve[] => {
    const entry = entries.get(curve.id)
    return entry ? [{ curve, fit: entry.fit, isIncluded: entry.isIncluded }] : []
  })
  return {
    analysisId: analysis.isLocal ? '' : analysis.analysisId,
    frameName: loaded.name,
    version,
    curves: fittedCurves(fits, { work, frame, allCurves: curves }),
    frame,
    exclusions: Object.values(work.exclusions),
    answers: answerSentences(work),
    ghostId: work.comparison?.isGhosted ? work.comparison.reference : null,
    responseLabel: responseLabel(
      work.mapping.responses.map((index) => frame.columns[index]?.displayName ?? ''),
      work,
    ),
    normalisation: work.normalisation && {
      text: normalisationText(work.normalisation, frame),
      rawUnit: work.normalisation.rawUnit,
    },
  }
}
