import { useState } from 'react'
import { Segmented } from '@/components/ui/segmented.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { DrawerProps } from '../bench-drawers.tsx'
import drawer from '../drawer.module.css'
import { LinkedCharts } from './linked-charts.tsx'
import { LinkedTable } from './linked-table.tsx'
import { useLinked, type Linked } from './use-linked.ts'

const VIEWS = [
  { value: 'beside', text: 'Side by side' },
  { value: 'over', text: 'Overlaid' },
] as const
type View = (typeof VIEWS)[number]['value']

/** The same sample in its other readouts, times or runs, on one pair of axes; a well selected in one is marked in all. */
export default function LinkedDrawer({ bench }: DrawerProps) {
  const { curve } = bench
  const linked = useLinked(bench)
  const [view, setView] = useState<View>('beside')
  const { shown, by, choices } = linked
  if (!curve || by === null) {
    return (
      <p className={drawer.off}>
        {curve?.label ?? 'This curve'} has no other readout, and no column that tells curves apart has another
        value of the same sample.
      </p>
    )
  }
  return (
    <div className={drawer.drawer}>
      <div className={drawer.row}>
        <span>Same sample by</span>
        <Select
          aria-label="What differs between the curves"
          value={String(by)}
          options={choices.map((one) => ({
            value: String(one.by),
            text: `${one.name}, ${one.count} curves`,
          }))}
          onChange={(value) => linked.setBy(value === 'readout' ? value : Number(value))}
        />
        <Segmented label="View" options={VIEWS} value={view} onChange={(next) => setView(next)} />
      </div>
      <LinkedCharts bench={bench} linked={shown} isOverlaid={view === 'over'} />
      <LinkedTable bench={bench} linked={shown} name={choices.find((one) => one.by === by)?.name ?? ''} />
      <p className={drawer.quiet}>{reachText(linked)}</p>
    </div>
  )
}

/** How many of the curves are shown, and how far a selected well reaches. */
function reachText({ shown, count, by }: Linked): string {
  const some = count > shown.length ? `${shown.length} of ${count} curves. ` : ''
  return by === 'readout' || shown.some(({ selectedRows }) => selectedRows.length > 0)
    ? `${some}A well selected in one is marked in all that read it.`
    : `${some}Wells of other runs and plates are others: only the well selected is marked.`
}
