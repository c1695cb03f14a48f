import { titleWithUnit } from '@/lib/format/title-with-unit.ts'
import { columnUnit, formatPotency } from '@/lib/format/format-potency.ts'
import type { DoseUnit } from '@/lib/data-frame/types.ts'
import { multipleText } from '@/lib/workbench/deciding-point.ts'
import { previewSentence, type PolicyChange } from '@/lib/workbench/policy-preview.ts'
import { VERDICT_WORDS } from '@/lib/workbench/verdict-words.ts'
import drawer from '../drawer.module.css'
import type { Bench } from '../use-bench.ts'
import figures from '../figures-table.module.css'
import type { PreviewState } from './use-preview.ts'

/** Rows shown; the sentence counts them all. */
const MOST_ROWS = 50

/** What would change: a sentence, and curve by curve the value now, the value then and the verdicts. */
export function PreviewTable({ bench, state }: { readonly bench: Bench; readonly state: PreviewState }) {
  if (state.kind === 'none') return null
  if (state.kind === 'waiting') {
    return <p className={drawer.quiet}>The curves as they are now are still being fitted.</p>
  }
  if (state.kind === 'running') {
    return (
      <p className={drawer.quiet}>
        Trying it: {state.done} of {state.total} curves …
      </p>
    )
  }
  const { changes } = state.preview
  const { doseUnit } = bench.work.mapping
  const unit = columnUnit(
    changes.map(({ now }) => now.relative.logDose),
    doseUnit,
  )
  return (
    <>
      <p>{previewSentence(state.preview)}</p>
      {changes.length > 0 && (
        // Scrolls by keyboard too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={drawer.scroll} tabIndex={0} role="region" aria-label="Curves that would change">
          <table className={figures.table}>
            <thead>
              <tr>
                <th scope="col">Curve</th>
                <th scope="col">{titleWithUnit(`${bench.potencyName} now`, unit)}</th>
                <th scope="col">then</th>
                <th scope="col">change</th>
                <th scope="col">verdict</th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, MOST_ROWS).map((change) => (
                <ChangeRow key={change.curve.id} change={change} units={[doseUnit, unit]} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {changes.length > MOST_ROWS && (
        <p className={drawer.quiet}>The {MOST_ROWS} that change most are listed.</p>
      )}
    </>
  )
}

interface RowProps {
  readonly change: PolicyChange
  /** Of the doses, and of the column. */
  readonly units: readonly [DoseUnit, DoseUnit]
}

function ChangeRow({ change: { curve, now, tried, shift, verdicts }, units: [doseUnit, unit] }: RowProps) {
  const value = (fit: typeof now) => formatPotency({ ...fit.relative, unit: doseUnit }, unit).value
  return (
    <tr>
      <th scope="row">{curve.label}</th>
      <td>{value(now)}</td>
      <td>{value(tried)}</td>
      <td>{shift === null ? '' : multipleText(10 ** shift)}</td>
      <td>
        {verdicts === null
          ? VERDICT_WORDS[now.relative.verdict.kind]
          : `${VERDICT_WORDS[verdicts[0]]} → ${VERDICT_WORDS[verdicts[1]]}`}
      </td>
    </tr>
  )
}
