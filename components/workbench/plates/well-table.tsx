import { formatNumber } from '@/lib/format/format-number.ts'
import { doseLabel } from '@/lib/workbench/point-label.ts'
import { wellName } from '@/lib/plates/well-name.ts'
import type { Bench } from '../use-bench.ts'
import type { MapWell } from './plate-map.tsx'
import styles from './plates.module.css'

const SIDES = { negative: 'untreated', positive: 'full effect' } as const

interface Props {
  readonly wells: readonly MapWell[]
  readonly bench: Bench
  readonly name: string
}

/** The map's wells with all their numbers. */
export function WellTable({ wells, bench, name }: Props) {
  const { mapping, normalisation } = bench.work
  const unit = mapping.responseUnit
  return (
    // A long table must scroll by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} role="region" aria-label={`Wells of ${name}`} tabIndex={0}>
      <table className={styles.figures}>
        <thead>
          <tr>
            <th scope="col">Well</th>
            <th scope="col">Content</th>
            <th scope="col">Dose</th>
            <th scope="col">Raw{header(normalisation?.rawUnit ?? unit)}</th>
            {normalisation && <th scope="col">Normalised{header(unit)}</th>}
            <th scope="col">Residual{header(unit)}</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {wells.map(({ place, view }) => (
            <tr key={wellName(place)}>
              <th scope="row">{wellName(place)}</th>
              <td>{view.content}</td>
              <td>{view.side === null ? doseLabel(view.dose, mapping.doseUnit) : SIDES[view.side]}</td>
              <td>{formatNumber(view.measured)}</td>
              {normalisation && <td>{formatNumber(view.normalised)}</td>}
              <td>{formatNumber(view.residual)}</td>
              <td>{view.exclusion ? `excluded: ${view.exclusion.reason}` : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function header(unit: string): string {
  return unit === '' || unit === 'fraction' ? '' : ` (${unit})`
}
