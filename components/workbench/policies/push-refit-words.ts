import { MAX_PUSH_BYTES } from '@/lib/outputs/push-limit.ts'
import type { BatchView } from '@/lib/workbench/batch-view.ts'
import type { FrameSize, RefitPush, RefitResults } from '@/lib/workbench/refit-results.ts'
import { byteText } from '../push-words.ts'
import { curvesText, verdictText } from './refit-words.ts'

/** What the tenant's interface takes for one data frame, and what its older guide still names. */
const [FRAME_LIMIT, GUIDE_LIMIT] = ['150 MB', '15 MB']
const GUIDE_BYTES = 15_000_000

/** "Halfmax results Plate 7, 48 rows and 31 columns, 52 kB". */
export function frameLine({ frames, byteLength, columnCount }: RefitResults, size: FrameSize): string {
  const planned = frames[size]
  const [first, last] = [planned[0], planned.at(-1)]
  const rows = planned.reduce((sum, { curveCount }) => sum + curveCount, 0)
  const names = planned.length > 1 ? `${first?.name} to ${last?.name}` : (first?.name ?? '')
  return `${names}, ${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'} and ${columnCount} columns, ${byteText(byteLength)}`
}

/** Which curves go along, and what of them. */
export function curvesLine(batch: BatchView): string {
  const count = batch.curveCount ?? 0
  const all = count === 1 ? 'The 1 curve goes along' : `All ${curvesText(count)} go along, a row each`
  return `${all}: ${verdictText(batch)}. Marks and overrides of a review are no part of a refit.`
}

/** What limits have to do with it, and what to do at each. */
export function sizeLine({ byteLength, frames }: RefitResults): string {
  if (byteLength <= GUIDE_BYTES) return `Well below what Benchling takes for one data frame (${FRAME_LIMIT}).`
  const guide =
    `Benchling takes ${FRAME_LIMIT} for one data frame; an older guide of it names ${GUIDE_LIMIT}. ` +
    'Should it refuse the rows, push smaller frames.'
  return byteLength <= MAX_PUSH_BYTES
    ? guide
    : `These results have ${byteText(byteLength)}, and one push takes ${byteText(MAX_PUSH_BYTES)}: they go as ${frames.fewest.length} data frames, each a push of its own. ${guide}`
}

const STATES: Readonly<Record<RefitPush['state'], string>> = {
  queued: 'waits for its turn',
  running: 'is being pushed',
  waiting: 'waits for Benchling',
  done: 'is attached',
  partly: 'is not attached yet',
  failed: 'could not be attached',
}

/** "Halfmax results Plate 7 is attached". */
export function pushedLine({ name, state }: RefitPush): string {
  return `${name} ${STATES[state]}`
}

/** Whether its state can still change by itself. */
export function isGoingOn({ state }: RefitPush): boolean {
  return state === 'queued' || state === 'running' || state === 'waiting'
}
