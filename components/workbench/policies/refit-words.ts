import { VERDICT_KINDS } from '@/lib/fit/verdict-kinds.ts'
import type { BatchView } from '@/lib/workbench/batch-view.ts'
import { VERDICT_BADGES } from '@/lib/workbench/verdict-words.ts'

/** "Refitting under Free fit: 8,000 of 40,000 curves"; at the end how many curves have which verdict. */
export function refitText(batch: BatchView): string {
  const { state, policy, message } = batch
  const under = `under ${policy}`
  switch (state) {
    case 'queued':
      return `Refit ${under}: ${message ?? 'the rows are being read'}`
    case 'running':
      return [`Refitting ${under}: ${progressText(batch)}`, message].filter(Boolean).join('. ')
    case 'failed':
      return `Refit ${under} failed. ${message ?? ''}`
    case 'cancelled':
      return `Refit ${under} cancelled${batch.curveCount === null ? '' : ` at ${progressText(batch)}`}`
    case 'done':
      return `${curvesText(batch.curveCount ?? 0)} refitted ${under}${byText(batch)}: ${verdictText(batch)}`
  }
}

/** Where nobody signs in, a browser's number says nothing to anybody. */
function byText({ by }: BatchView): string {
  return by.startsWith('browser session ') ? '' : ` by ${by}`
}

function progressText({ fittedCount, curveCount }: BatchView): string {
  return `${fittedCount.toLocaleString('en')} of ${curvesText(curveCount ?? 0)}`
}

export function curvesText(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'curve' : 'curves'}`
}

/** "7,998 reportable, 2 no response". */
export function verdictText({ verdicts }: Pick<BatchView, 'verdicts'>): string {
  return VERDICT_KINDS.flatMap((kind) => {
    const count = verdicts[kind] ?? 0
    return count > 0 ? [`${count.toLocaleString('en')} ${VERDICT_BADGES[kind].toLowerCase()}`] : []
  }).join(', ')
}
