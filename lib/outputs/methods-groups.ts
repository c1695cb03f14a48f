import { counted } from '../format/format-number.ts'
import { listText } from '../format/list-text.ts'
import { methodsText } from './methods-text.ts'
import { madeInPieces, type Pieces } from '../made-once.ts'
import { outputLabel } from './output-figure.ts'
import { sourceText } from './source-text.ts'
import type { OutputContext } from './types.ts'

export interface MethodsGroup {
  readonly names: readonly string[]
  readonly text: string
}

/** How the curves were fitted; those fitted alike share their sentence. */
export const methodsGroups = madeInPieces(function* (
  context: OutputContext,
): Pieces<readonly MethodsGroup[]> {
  const groups = new Map<string, string[]>()
  for (const fitted of context.curves) {
    const text = methodsText(fitted, context)
    const names = groups.get(text) ?? []
    names.push(outputLabel(context.curves, fitted))
    groups.set(text, names)
    yield
  }
  return [...groups].map(([text, names]) => ({ names, text }))
})

/** The same as a text of its own, for the methods section of a paper or a notebook. */
export function methodsDocument(context: OutputContext): string {
  const { curves, scope, answers = [] } = context
  const paragraphs = methodsGroups(context).map(({ names, text }) =>
    names.length === curves.length ? text : `${names.join(', ')}: ${text}`,
  )
  const limits = limitsDifferText(curves)
  return [
    ...paragraphs,
    ...(limits === '' ? [] : [limits]),
    ...(scope === undefined ? [] : [scope]),
    ...(answers.length === 0 ? [] : [`How the table was read. ${answers.join(' ')}`]),
    sourceText(context),
    '',
  ].join('\n\n')
}

/** "Verdict limits differ from those of the other curves for 2 of 30 curves: A, B."; `''` where all have the same. */
function limitsDifferText(curves: OutputContext['curves']): string {
  const counts = new Map<string, number>()
  for (const { limitsText = '' } of curves) counts.set(limitsText, (counts.get(limitsText) ?? 0) + 1)
  if (counts.size < 2) return ''
  const [usual] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? ['']
  const differing = curves.filter(({ limitsText = '' }) => limitsText !== usual)
  const names = listText(
    differing.slice(0, MOST_NAMED).map((fitted) => outputLabel(curves, fitted)),
    differing.length - MOST_NAMED,
  )
  return `Verdict limits differ from those of the other curves for ${differing.length} of ${counted(curves.length, 'curve')}: ${names}.`
}

const MOST_NAMED = 20
