import { useMemo } from 'react'
import type { DataFrame } from '@/lib/data-frame/types.ts'
import { plateLimits } from '@/lib/plates/bad-plate.ts'
import { onTable } from '@/lib/plates/named-normalisation.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import { settingOrigins } from '@/lib/workbench/setting-origins.ts'
import { tableOrigins, type TableSettings } from '@/lib/workbench/table-origins.ts'
import type { Work } from '@/lib/workbench/types.ts'
import drawer from '../drawer.module.css'
import type { Bench } from '../use-bench.ts'
import figures from '../figures-table.module.css'
import styles from './policies.module.css'

function tableSettings(work: Work, frame: DataFrame): TableSettings {
  const named = activePolicy(work).normalisation
  const made = named === undefined || named === 'as-measured' ? null : onTable(named, frame, work)
  return {
    frame,
    normalisationOfPolicy: made?.ok ? made.value : null,
    plateLimits: plateLimits(work.plateLimits),
  }
}

/** Every setting of the curve in focus, and where it comes from. */
export function OriginsTable({ bench: { work, curve, measured } }: { readonly bench: Bench }) {
  const rows = useMemo(
    () =>
      curve ? [...settingOrigins(work, curve.id), ...tableOrigins(work, tableSettings(work, measured))] : [],
    [work, curve, measured],
  )
  if (!curve) return null
  return (
    <details className={styles.origins}>
      <summary>What holds for {curve.label}, and where it comes from</summary>
      {/* Scrolls by keyboard too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={drawer.scroll} tabIndex={0} role="region" aria-label={`Settings of ${curve.label}`}>
        <table className={figures.table}>
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">value</th>
              <th scope="col">from</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ title, value, origin }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td>{value}</td>
                <td>{origin}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
