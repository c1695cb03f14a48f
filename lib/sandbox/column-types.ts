import type { Column } from './records.ts'

export type TypeName = Column['type']['name']

const INT = /^[+-]?(?:0|[1-9]\d*)$/
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const PADDED = /^[+-]?0\d/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/

const READS: readonly (readonly [TypeName, (text: string) => boolean])[] = [
  ['Int', (text) => INT.test(text) && Number.isSafeInteger(Number(text))],
  // A padded number is an identifier: reading 007 as 7 would lose it.
  ['Float', (text) => FLOAT.test(text) && !PADDED.test(text) && Number.isFinite(Number(text))],
  ['Boolean', (text) => /^(?:true|false)$/i.test(text)],
  ['Date', (text) => DATE.test(text) && isRealDay(text)],
  ['DateTime', (text) => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text))],
]

/** The first type every non-empty value agrees on, else String; lists, JSON and ids always stay String. */
export function inferType(values: readonly string[]): TypeName {
  const filled = values.filter((value) => value !== '')
  if (filled.length === 0) return 'String'
  return READS.find(([, reads]) => filled.every(reads))?.[0] ?? 'String'
}

/** A value as the tenant writes it back: numbers in shortest form, booleans in lower case, times in UTC. */
export function canonicalText(value: string, type: TypeName): string {
  if (value === '') return ''
  if (type === 'Int' || type === 'Float') return String(Number(value))
  if (type === 'Boolean') return value.toLowerCase()
  if (type === 'DateTime') return new Date(value).toISOString()
  return value
}

/** Column descriptions with a unique system name each, although display names may repeat. */
export function describeColumns(
  columns: readonly { readonly displayName: string; readonly type: Column['type'] }[],
): Column[] {
  const taken = new Set<string>()
  return columns.map(({ displayName, type }) => {
    const slug = displayName.toLowerCase().replace(/[^a-z0-9]+/g, '_')
    const base = slug.replace(/^_+|_+$/g, '') || 'column'
    let systemName = base
    for (let count = 2; taken.has(systemName); count += 1) systemName = `${base}_${count}`
    taken.add(systemName)
    return { displayName, systemName, type }
  })
}

function isRealDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
