import { Button } from '@/components/ui/button.tsx'
import {
  columnUnit,
  formatLevel,
  formatLimits,
  formatPotency,
  limitsIn,
} from '@/lib/format/format-potency.ts'
import { titleWithUnit } from '@/lib/format/title-with-unit.ts'
import { formatTrimmed, MISSING, withUnit } from '@/lib/format/format-number.ts'
import { multipleText } from '@/lib/workbench/deciding-point.ts'
import { activePolicy, exclusionOf } from '@/lib/workbench/selectors.ts'
import { VERDICT_WORDS } from '@/lib/workbench/verdict-words.ts'
import drawer from '../drawer.module.css'
import figures from '../figures-table.module.css'
import type { Bench } from '../use-bench.ts'
import styles from './linked.module.css'
import type { LinkedCurve } from './use-linked.ts'

interface Props {
  readonly bench: Bench
  readonly linked: readonly LinkedCurve[]
  /** Header of what tells them apart. */
  readonly name: string
}

/** The linked curves in figures: potency of each, how far from the one in focus, and the selected well in each. */
export function LinkedTable({ bench, linked, name }: Props) {
  const { fits, work, selectedRow } = bench
  const { doseUnit, responseUnit } = work.mapping
  const unit = columnUnit(
    linked.map(({ curve }) => fits.entries.get(curve.id)?.fit.relative.logDose ?? null),
    doseUnit,
  )
  const focus = bench.entry?.fit.relative
  return (
    // Scrolls by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={drawer.scroll} tabIndex={0} role="region" aria-label="Figures of linked curves">
      <table className={figures.table}>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            <th scope="col">{titleWithUnit(`${bench.potencyName} relative`, unit)}</th>
            <th scope="col">{formatLevel(activePolicy(work).level)} CI</th>
            <th scope="col">Ratio to curve in focus</th>
            {selectedRow !== null && <th scope="col">Selected well</th>}
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {linked.map((one) => {
            const { curve, label } = one
            const fit = fits.entries.get(curve.id)?.fit
            const isFocus = curve.id === bench.curve?.id
            const potency = fit?.relative
            return (
              <tr key={curve.id} className={isFocus ? styles.focus : undefined}>
                <th scope="row">
                  <Button
                    size="compact"
                    look="link"
                    aria-pressed={isFocus}
                    onClick={() => bench.selectCurve(curve.id)}
                  >
                    {label}
                  </Button>
                </th>
                <td>{potency ? formatPotency({ ...potency, unit: doseUnit }, unit).value : MISSING}</td>
                <td>
                  {potency?.interval ? formatLimits(limitsIn(potency.interval, doseUnit, unit)) : MISSING}
                </td>
                <td>{isFocus ? '' : overFocus(potency, focus)}</td>
                {selectedRow !== null && (
                  <td>
                    <SelectedWell
                      bench={bench}
                      linked={one}
                      unit={responseUnit === 'fraction' ? '' : responseUnit}
                    />
                  </td>
                )}
                <td>{potency ? VERDICT_WORDS[potency.verdict.kind] : MISSING}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

type Value = { readonly logDose: number | null; readonly qualifier: string | null } | undefined

/** Two values have a ratio; limits have none. */
function overFocus(value: Value, focus: Value): string {
  if (value?.qualifier !== '=' || focus?.qualifier !== '=') return ''
  return value.logDose === null || focus.logDose === null
    ? ''
    : multipleText(10 ** (value.logDose - focus.logDose))
}

interface WellProps {
  readonly bench: Bench
  readonly linked: LinkedCurve
  readonly unit: string
}

/** The response of the selected well in this curve, and the way to take it out or back. */
function SelectedWell({ bench, linked: { curve, label, selectedRows }, unit }: WellProps) {
  const { work, togglePoint } = bench
  if (selectedRows.length === 0) return 'none'
  return selectedRows.map((row) => {
    const place = curve.rows.indexOf(row)
    const isOut = exclusionOf(work, curve.responseColumn, row) !== null
    const response = withUnit(formatTrimmed(curve.response[place] ?? null), unit)
    return (
      <span key={row} className={styles.well}>
        {response}
        {isOut && ' excluded'}
        <Button
          size="compact"
          look="link"
          aria-label={`${isOut ? 'Include' : 'Exclude'} ${selectedRows.length > 1 ? `row ${row + 1}` : 'the well'} in ${label}`}
          onClick={() => togglePoint(row, curve.id)}
        >
          {isOut ? 'Include' : 'Exclude'}
        </Button>
      </span>
    )
  })
}
