import { Button } from '@/components/ui/button.tsx'
import { beforeAfterRows, changesBetween } from '@/lib/workbench/before-after.ts'
import { returnedTo } from '@/lib/workbench/returned-to.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { DrawerProps } from '../bench-drawers.tsx'
import drawer from '../drawer.module.css'
import type { Bench } from '../use-bench.ts'
import styles from './history.module.css'
import { useBefore, type Before } from './use-before.ts'

/** A pinned state of the selected curve beside the present one: what was changed, and what it did. */
export default function BeforeDrawer({ bench }: DrawerProps) {
  const { curve, entry, pinned } = bench
  const state = useBefore(bench)
  if (!curve || !entry) return <p className={drawer.off}>There is no fit to pin yet.</p>
  return (
    <div className={drawer.drawer}>
      <div className={drawer.row}>
        <Button size="compact" onClick={() => pinned.pin()}>
          {state.kind === 'none' ? 'Pin this as before' : 'Pin the present state instead'}
        </Button>
        <PinPolicy bench={bench} />
        {state.kind === 'pinned' && <ReturnButton bench={bench} before={state.before} />}
        {state.kind !== 'none' && (
          <Button size="compact" look="plain" onClick={pinned.unpin}>
            Let it go
          </Button>
        )}
      </div>
      {state.kind === 'none' && (
        <p className={drawer.quiet}>
          Pin {curve.label} as it is now, then change what you like: its curve stays on the plot and both
          states stand here side by side, also after a reload.
        </p>
      )}
      {state.kind === 'unreadable' && <p className={drawer.quiet}>{state.reason}</p>}
      {state.kind === 'pinned' && <SideBySide bench={bench} before={state.before} />}
    </div>
  )
}

/** The same wells as the policy alone would have them fitted, to set what the curve and its groups say against. */
function PinPolicy({ bench: { curve, work, pinned } }: { readonly bench: Bench }) {
  if (!curve) return null
  const alone: Work = { ...work, groups: {}, curves: {} }
  return (
    <Button
      size="compact"
      look="plain"
      disabledReason={
        changesBetween(alone, work, curve).length === 0
          ? `${curve.label} sets nothing of its own: this is the policy’s fit`
          : null
      }
      onClick={() => pinned.pin(alone)}
    >
      Compare with the policy’s fit
    </Button>
  )
}

function ReturnButton({ bench, before }: { bench: Bench; before: Before }) {
  const { curve, work, dispatch } = bench
  if (!curve || changesBetween(before.work, work, curve).length === 0) return null
  return (
    <Button
      size="compact"
      onClick={() =>
        dispatch({
          kind: 'take-work',
          work: returnedTo(before.work, work, curve),
          label: `return ${curve.label} to before`,
        })
      }
    >
      Return to before
    </Button>
  )
}

function SideBySide({ bench, before }: { bench: Bench; before: Before }) {
  const { curve, entry, work, potencyName, isStale } = bench
  if (!curve || !entry) return null
  const changes = changesBetween(before.work, work, curve)
  if (before.fit === null) return <p className={drawer.quiet}>Fitting the state before …</p>
  const rows = beforeAfterRows(before.fit, entry.fit, {
    potency: potencyName,
    doseUnit: work.mapping.doseUnit,
    responseUnit: work.mapping.responseUnit,
    levels: [activePolicy(before.work).level, activePolicy(work).level],
  })
  return (
    <>
      <p>
        <b>What was changed:</b> {changes.length === 0 ? 'nothing yet' : changes.join('; ')}
      </p>
      <table className={styles.table} aria-busy={isStale}>
        <caption>{curve.label} before and after</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Before</th>
            <th scope="col">Now</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td>{row.before}</td>
              <td>{row.after}</td>
              <td>{row.change}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
