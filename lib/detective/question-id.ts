/** What can be asked about a table; the first part of a question's id. */
export type QuestionKind =
  | 'comma'
  | 'log'
  | 'unit'
  | 'units'
  | 'scale'
  | 'limits'
  | 'word'
  | 'negative'
  | 'zero'
  | 'slip'
  | 'headers'
  | 'columns'
  | 'rows'
  | 'direction'
  | 'controls'
  | 'flag'
  | 'edge'

export interface QuestionPlace {
  readonly kind: QuestionKind
  /** Header as shown, so that the answer finds its column again; `''` where the whole table is asked about. */
  readonly header: string
  /** What tells questions of one kind and column apart: rows, a word. */
  readonly detail: string
}

/** Stable for a table: the same trouble in the same column always asks under the same id. */
export function questionId({ kind, header, detail }: QuestionPlace): string {
  // The header comes last, as it may hold bars of its own.
  return `${kind}|${detail.replaceAll('|', '')}|${header}`
}

/** The parts of an id, or null for a text that is none. */
export function parseQuestionId(id: string): QuestionPlace | null {
  const [kind, detail, ...header] = id.split('|')
  if (detail === undefined || header.length === 0 || !isKind(kind)) return null
  return { kind, detail, header: header.join('|') }
}

const KINDS: ReadonlySet<string> = new Set<QuestionKind>([
  'comma',
  'log',
  'unit',
  'units',
  'scale',
  'limits',
  'word',
  'negative',
  'zero',
  'slip',
  'headers',
  'columns',
  'rows',
  'direction',
  'controls',
  'flag',
  'edge',
])

function isKind(text: string | undefined): text is QuestionKind {
  return text !== undefined && KINDS.has(text)
}
