import { useMemo } from 'react'
import { Disclosure } from '@/components/ui/disclosure.tsx'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import { closerView, type CloserTable } from './closer-view.ts'
import styles from './look-closer.module.css'
import type { Bench } from './use-bench.ts'
import { useHeld } from './use-held.ts'

/** What stands behind the fit of the selected curve, folded until it is asked for. */
export function LookCloser({ bench }: { bench: Bench }) {
  const { curve, entry, work, potencyName, isStale } = bench
  const fresh = useMemo(
    () =>
      curve && entry && entry.fit.parameters.length > 0
        ? closerView(entry.fit, {
            doseUnit: work.mapping.doseUnit,
            potencyName,
            level: activePolicy(work).level,
            doses: curve.dose,
          })
        : null,
    [curve, entry, work, potencyName],
  )
  // Tests and comparisons are made at rest: while a bound is dragged the last ones keep their place.
  const view = useHeld(fresh, curve?.id ?? '', isStale)
  if (!view) return null
  return (
    <Disclosure title="Look closer" hint="errors, tests, models, correlations">
      <div className={styles.body}>
        <dl className={styles.facts}>
          {view.facts.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {view.tables.map((table) => (
          <NumberTable key={table.caption} table={table} />
        ))}
        {view.help !== null && <p className={styles.help}>{view.help}</p>}
      </div>
    </Disclosure>
  )
}

function NumberTable({ table: { caption, headers, rows } }: { table: CloserTable }) {
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {headers.map((header, index) => (
            <th key={index} scope="col">
              {header === '' ? <VisuallyHidden>Name</VisuallyHidden> : header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name = '', ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, index) => (
              <td key={index}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
