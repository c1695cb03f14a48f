import { counted } from '../format/format-number.ts'
import { formatLevel } from '../format/format-potency.ts'
import { listText } from '../format/list-text.ts'
import type { PushedSettings, PushedState } from './pushed-state.ts'

/** Settings written out in a receipt; a screen tuned curve by curve has as many as curves. */
const MOST_LINES = 12

/** What the curves of a push were fitted by, for its receipt: the settings of most curves first. */
export function settingsLines({ settings, curves, scope }: PushedState): readonly string[] {
  // Settings that differ only in what is not written here share a line.
  const counts = new Map<string, number>()
  for (const curve of curves) {
    const one = settings[curve.settings]
    if (one) counts.set(settingsText(one), (counts.get(settingsText(one)) ?? 0) + 1)
  }
  const lines = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([text, count]) => `${counted(count, 'curve')}: ${text}`)
  const rest = lines.length - MOST_LINES
  const wells = curves.reduce((sum, { rowsOut }) => sum + rowsOut.length, 0)
  return [
    ...(scope === undefined ? [] : [scope]),
    ...lines.slice(0, MOST_LINES),
    ...(rest > 0 ? [`${rest} further settings`] : []),
    wells === 0 ? 'No well excluded' : `${counted(wells, 'well')} excluded`,
  ]
}

function settingsText(settings: PushedSettings): string {
  const { policy, constraints, fittedBy, level, normalisation, version } = settings
  const parts = [
    policy,
    fittedBy,
    listText(constraints),
    formatLevel(level),
    normalisation ?? 'not normalised',
  ]
  return [...parts, `Halfmax ${version}`].filter((part) => part !== '').join('; ')
}
