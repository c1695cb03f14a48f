import { useMemo } from 'react'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import { activePolicy, curveRequest, effectiveConstraints } from '@/lib/workbench/selectors.ts'
import { closerView, type CloserTable } from '../closer-view.ts'
import type { Bench } from '../use-bench.ts'
import { useHeld } from '../use-held.ts'
import styles from './closer-body.module.css'
import { ProfilePlot } from './profile-plot.tsx'
import { ResidualPlots } from './residual-plots.tsx'
import { replicateTable, residualPoints } from './residual-view.ts'

/** Everything that stands behind the fit of the selected curve, all in sight. */
export default function CloserBody({ bench }: { bench: Bench }) {
  const { curve, entry, work, potencyName, isStale } = bench
  const fresh = useMemo(
    () => (curve && entry ? viewOf({ curve, entry, work, potencyName }) : null),
    [curve, entry, work, potencyName],
  )
  // Tests and comparisons are made at rest: while a bound is dragged the last ones keep their place.
  const view = useHeld(fresh, curve?.id ?? '', isStale)
  if (!view || !curve) return null
  const { doseUnit, responseUnit } = work.mapping
  const unit = doseUnit === 'unknown' ? '' : doseUnit
  const [parameters, ...others] = view.tables
  return (
    <div className={styles.body}>
      <dl className={styles.facts}>
        {view.facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <HelpLink to="look-closer">look closer</HelpLink>
      {view.help !== null && <p className={styles.help}>{view.help}</p>}
      {parameters && <NumberTable table={parameters} />}
      <ResidualPlots
        points={view.points}
        doseUnit={unit}
        responseUnit={responseUnit === 'fraction' ? '' : responseUnit}
      />
      <NumberTable table={replicateTable(view.points, unit)} />
      <ProfilePlot
        key={curve.id}
        fit={view.fit}
        request={view.request}
        potencyName={potencyName}
        solve={bench.fits.solve}
      />
      {others.map((table) => (
        <NumberTable key={table.caption} table={table} />
      ))}
    </div>
  )
}

function viewOf({
  curve,
  entry,
  work,
  potencyName,
}: Pick<Bench, 'work' | 'potencyName'> & {
  curve: NonNullable<Bench['curve']>
  entry: NonNullable<Bench['entry']>
}) {
  const { fit, isIncluded } = entry
  const texts = closerView(fit, {
    doseUnit: work.mapping.doseUnit,
    potencyName,
    level: activePolicy(work).level,
    doses: curve.dose,
    origins: effectiveConstraints(work, curve.id),
  })
  const { request } = curveRequest(work, curve, 'full')
  return { ...texts, fit, request, points: residualPoints(fit, curve, isIncluded) }
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
