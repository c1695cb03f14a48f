import { figurePreview } from '../figure/svg-preview.ts'
import type { Pieces } from '../made-once.ts'
import { csvBytes } from './csv.ts'
import { methodsGroups } from './methods-groups.ts'
import { outputFigure, outputPlotSvg } from './output-figure.ts'
import { pushStateOf } from './push-state-of.ts'
import { reportBytes } from './report-html.ts'
import { resultsTable } from './results-table.ts'
import type { OutputContext } from './types.ts'

/**
 * Works out beforehand, with pauses, what the page shows of a push and what is pushed unless somebody chooses otherwise:
 * asked for afterwards, it is there.
 */
export function* preparePush(context: OutputContext): Pieces<void> {
  const figure = yield* outputFigure.pieces(context)
  figurePreview(figure)
  yield
  outputPlotSvg(context)
  yield
  yield* csvBytes.pieces(yield* resultsTable.pieces(context))
  yield* methodsGroups.pieces(context)
  yield* reportBytes.pieces(context)
  yield* pushStateOf.pieces(context)
}
