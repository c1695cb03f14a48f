import { methodsText } from './methods-text.ts'
import { outputLabel } from './output-figure.ts'
import { sourceText } from './source-text.ts'
import type { OutputContext } from './types.ts'

export interface MethodsGroup {
  readonly names: readonly string[]
  readonly text: string
}

/** How the curves were fitted; those fitted alike share their sentence. */
export function methodsGroups(context: OutputContext): readonly MethodsGroup[] {
  const groups = new Map<string, string[]>()
  for (const fitted of context.curves) {
    const text = methodsText(fitted, context)
    const names = groups.get(text) ?? []
    names.push(outputLabel(context.curves, fitted))
    groups.set(text, names)
  }
  return [...groups].map(([text, names]) => ({ names, text }))
}

/** The same as a text of its own, for the methods section of a paper or a notebook. */
export function methodsDocument(context: OutputContext): string {
  const { curves, scope, answers = [] } = context
  const paragraphs = methodsGroups(context).map(({ names, text }) =>
    names.length === curves.length ? text : `${names.join(', ')}: ${text}`,
  )
  return [
    ...paragraphs,
    ...(scope === undefined ? [] : [scope]),
    ...(answers.length === 0 ? [] : [`How the table was read. ${answers.join(' ')}`]),
    sourceText(context),
    '',
  ].join('\n\n')
}
