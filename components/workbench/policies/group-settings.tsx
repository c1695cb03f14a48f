import { useId, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Select } from '@/components/ui/select.tsx'
import { counted } from '@/lib/format/format-number.ts'
import { entryOf } from '@/lib/workbench/entry-of.ts'
import { groupLabel, groupsOf, sharedGroups } from '@/lib/workbench/groups.ts'
import { setsAnything } from '@/lib/workbench/selectors.ts'
import drawer from '../drawer.module.css'
import type { Bench } from '../use-bench.ts'
import type { Plan } from './policy-plan.ts'
import styles from './policies.module.css'

interface Props {
  readonly bench: Bench
  onPlan(plan: Plan): void
}

/** What this curve sets of its own, given to every curve of a group it belongs to; and what groups set now. */
export function GroupSettings({ bench, onPlan }: Props) {
  const { work, curve, curves } = bench
  const counts = useMemo(() => sharedGroups(curves), [curves])
  const own = curve ? groupsOf(curve.id).filter((group) => counts.has(group)) : []
  const [chosen, setChosen] = useState('')
  const id = useId()
  const group = own.includes(chosen) ? chosen : own.at(-1)
  const settings = curve ? entryOf(work.curves, curve.id) : undefined
  const hasOwn = settings !== undefined && setsAnything(settings)
  const set = Object.keys(work.groups)
  return (
    <section className={styles.part} aria-label="Groups">
      <h3>Groups</h3>
      {group === undefined || !curve ? (
        <p className={drawer.quiet}>
          No group of several curves: they come from the columns that tell curves apart, and from several
          readouts.
        </p>
      ) : (
        <div className={drawer.row}>
          <label htmlFor={id}>Give what {curve.label} sets to</label>
          <Select
            id={id}
            value={group}
            options={own.map((one) => ({
              value: one,
              text: `${groupLabel(one)}, ${counted(counts.get(one) ?? 0, 'curve')}`,
            }))}
            onChange={setChosen}
          />
          <Button
            size="compact"
            disabledReason={
              hasOwn ? null : `${curve.label} sets nothing of its own: its values come from the policy`
            }
            onClick={() =>
              onPlan({
                title: `Settings of ${curve.label} for ${groupLabel(group)}`,
                notes: [],
                action: {
                  kind: 'set-group',
                  group,
                  settings: settings ?? null,
                  label: `settings for ${groupLabel(group)}`,
                },
              })
            }
          >
            See what would change
          </Button>
        </div>
      )}
      {set.length > 0 && (
        <ul className={styles.groups}>
          {set.map((one) => (
            <li key={one}>
              {groupLabel(one)}
              <Button
                size="compact"
                look="link"
                onClick={() =>
                  onPlan({
                    title: `${groupLabel(one)} back to the policy`,
                    notes: [],
                    action: {
                      kind: 'set-group',
                      group: one,
                      settings: null,
                      label: `return ${groupLabel(one)} to the policy`,
                    },
                  })
                }
              >
                Return {groupLabel(one)} to the policy
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
