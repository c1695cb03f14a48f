import { isSameJson } from '@/lib/workbench/same-json.ts'
import type { Work } from '@/lib/workbench/types.ts'

/** Parts of the work with an entry per thing, in words for one and for several. */
const ENTRIES: readonly (readonly [keyof Work, string, string])[] = [
  ['reviews', 'the mark of a curve', 'marks of curves'],
  ['overrides', 'an override', 'overrides'],
  ['curves', 'settings of a curve', 'settings of curves'],
  ['groups', 'settings of a group', 'settings of groups'],
  ['answers', 'an answer about the table', 'answers about the table'],
  ['keptOutliers', 'a kept outlier', 'kept outliers'],
  ['policies', 'a policy', 'policies'],
]
const WHOLE: readonly (readonly [keyof Work, string])[] = [
  ['mapping', 'the mapping of columns'],
  ['policy', 'the policy'],
  ['method', 'the method'],
  ['normalisation', 'the normalisation'],
  ['comparison', 'the comparison'],
  ['layout', 'the layout of plates'],
  ['plateLimits', 'the limits of plates'],
]
/** More rows than these are counted. */
const ROWS_NAMED = 3

/** Where two works differ, in words: "the exclusion of row 5", "2 marks of curves", "the policy". */
export function conflictWords(ours: Work, theirs: Work): readonly string[] {
  const exclusions = differing(ours.exclusions, theirs.exclusions)
  const rows = exclusions.flatMap((key) => {
    const row = (ours.exclusions[key] ?? theirs.exclusions[key])?.row
    return row === undefined ? [] : [row + 1]
  })
  return [
    ...exclusionWords(rows),
    ...ENTRIES.flatMap(([part, one, several]) => {
      const count = differing(entriesOf(ours, part), entriesOf(theirs, part)).length
      return count === 0 ? [] : [count === 1 ? one : `${count} ${several}`]
    }),
    ...WHOLE.flatMap(([part, words]) => (isSameJson(ours[part], theirs[part]) ? [] : [words])),
  ]
}

function exclusionWords(rows: readonly number[]): readonly string[] {
  if (rows.length === 0) return []
  const named = rows.toSorted((a, b) => a - b).join(', ')
  if (rows.length === 1) return [`the exclusion of row ${named}`]
  return [rows.length <= ROWS_NAMED ? `the exclusions of rows ${named}` : `${rows.length} exclusions`]
}

type Entries = Readonly<Record<string, unknown>>

function entriesOf(work: Work, part: keyof Work): Entries {
  // Every part named in ENTRIES is a record.
  return work[part] as Entries
}

function differing(ours: Entries, theirs: Entries): readonly string[] {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)])
  return [...keys].filter((key) => !isSameJson(ours[key], theirs[key]))
}
