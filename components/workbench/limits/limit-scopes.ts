import type { CurveData } from '@/lib/data-frame/types.ts'
import type { VerdictLimits } from '@/lib/fit/types.ts'
import { counted } from '@/lib/format/format-number.ts'
import { entryOf } from '@/lib/workbench/entry-of.ts'
import { groupLabel, groupsOf, sharedGroups } from '@/lib/workbench/groups.ts'
import type { LimitScope, Work } from '@/lib/workbench/types.ts'

export const ALL = 'all'

/** One of those whose limits can be set. */
export interface LimitChoice {
  readonly value: string
  readonly text: string
  readonly name: string
  /** Null: the table. */
  readonly of: LimitScope | null
}

/** All curves, the groups of a curve that others share, the widest first, and the curve alone. */
export function limitScopes(curve: CurveData, curves: readonly CurveData[]): readonly LimitChoice[] {
  const counts = sharedGroups(curves)
  const groups = groupsOf(curve.id).filter((group) => counts.has(group))
  return [
    { value: ALL, text: `All ${counted(curves.length, 'curve')}`, name: '', of: null },
    ...groups.map((group) => ({
      value: `group ${group}`,
      text: `${groupLabel(group)}, ${counted(counts.get(group) ?? 0, 'curve')}`,
      name: `group ${groupLabel(group)}`,
      of: { kind: 'group', group } as const,
    })),
    {
      value: 'curve',
      text: `${curve.label} alone`,
      name: 'this curve',
      of: { kind: 'curve', curveId: curve.id } as const,
    },
  ]
}

/** What is set for a scope itself. */
export function ownLimits({ curves, groups }: Work, of: LimitScope): Partial<VerdictLimits> {
  const [record, key] = of.kind === 'curve' ? [curves, of.curveId] : [groups, of.group]
  return entryOf(record, key)?.limits ?? {}
}
