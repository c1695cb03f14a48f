import { isNumericColumn } from './column-profile.ts'
import type { ColumnProfile } from './column-profile.ts'
import { isControlValue } from './control-words.ts'
import { groupRows } from './row-groups.ts'
import type { ColumnMapping, MappingReason } from './types.ts'

export interface GroupGuess {
  readonly groups: readonly number[]
  readonly reasons: readonly MappingReason[]
}

/** Columns naming a sample: by header, else texts that repeat. A column that splits no further is left out. */
export function guessGroups(
  profiles: readonly ColumnProfile[],
  taken: ReadonlySet<number>,
  rowCount: number,
): GroupGuess {
  const free = profiles.filter((p) => !taken.has(p.index))
  const named = free.filter((p) => p.match?.family === 'group' && repeats(p))
  const candidates = named.length > 0 ? named : free.filter((p) => p.match === null && isRepeatingText(p))
  const chosen: ColumnProfile[] = []
  let groupCount = 1
  for (const candidate of candidates) {
    const columns = [...chosen, candidate].map((p) => p.column)
    const count = groupRows(columns, rowCount).firstRow.length
    const isFirst = chosen.length === 0
    // An id beside its name splits nothing further; a batch per well would leave no curve.
    if ((!isFirst && count <= groupCount) || count * 2 > Math.max(rowCount, 2)) continue
    if (isFirst || groupCount > 1) chosen.push(candidate)
    else chosen[0] = candidate
    groupCount = count
  }
  return { groups: chosen.map((p) => p.index), reasons: [groupReason(chosen, groupCount)] }
}

function groupReason(chosen: readonly ColumnProfile[], count: number): MappingReason {
  if (chosen.length === 0)
    return { field: 'groups', text: 'no column names samples; all rows are one sample' }
  const words = chosen.map((p) => p.match?.word ?? `“${p.column.displayName}”`).join(' and ')
  const text = chosen.every((p) => p.match !== null)
    ? `header ends in ${words}`
    : `${words} holds texts that repeat`
  // Values, not samples: control wells are named in the same column and give no curve.
  const values = count === 0 ? '' : `, ${count} different ${count === 1 ? 'value' : 'values'}`
  return { field: 'groups', text: text + values }
}

/** At most one different value in two rows. */
function repeats(profile: ColumnProfile): boolean {
  return profile.filled === 0 || profile.distinct * 2 <= profile.filled || profile.distinct === 1
}

function isRepeatingText(profile: ColumnProfile): boolean {
  const isText = profile.column.typeName === 'String' || profile.column.typeName === 'ObjectLink'
  return isText && profile.filled > 0 && !isNumericColumn(profile) && profile.distinct * 3 <= profile.filled
}

export interface RoleGuess {
  readonly role: ColumnMapping['role']
  readonly reasons: readonly MappingReason[]
}

/** The column that tells control wells, by a role header first, else any repeating text with control words in it. */
export function guessRole(profiles: readonly ColumnProfile[], taken: ReadonlySet<number>): RoleGuess {
  // A remark that says "vehicle" on some rows tells no roles.
  const free = profiles.filter(
    (p) => !taken.has(p.index) && p.match?.family !== 'unit' && p.match?.family !== 'ignored',
  )
  const byHeader = free.filter((p) => p.match?.family === 'role')
  for (const profile of [...byHeader, ...free.filter((p) => !byHeader.includes(p) && !isNumericColumn(p))]) {
    const isRoleColumn = byHeader.includes(profile)
    const { dictionary } = profile.column
    // Beyond this the column names things one by one; control words in it would be chance.
    if (!isRoleColumn && profile.distinct * 2 > profile.filled) continue
    const controlValues = dictionary.filter((text) => isControlValue(text, isRoleColumn))
    if (controlValues.length === 0 || controlValues.length === dictionary.length) continue
    const text = `“${profile.column.displayName}” marks controls: ${controlValues.join(', ')}`
    return { role: { column: profile.index, controlValues }, reasons: [{ field: 'role', text }] }
  }
  return { role: null, reasons: [] }
}

export function guessReplicate(
  profiles: readonly ColumnProfile[],
  taken: ReadonlySet<number>,
): ColumnProfile | null {
  return profiles.find((p) => !taken.has(p.index) && p.match?.family === 'replicate' && isCounter(p)) ?? null
}

function isCounter(profile: ColumnProfile): boolean {
  return profile.filled === 0 || (isNumericColumn(profile) && (profile.min ?? 0) >= 1)
}
