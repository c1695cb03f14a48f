import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import text from '@/components/ui/text.module.css'
import { counted } from '@/lib/format/format-number.ts'
import { exclusionOf } from '@/lib/workbench/selectors.ts'
import { usePondering } from '../exclusions/use-pondering.ts'
import type { Bench } from '../use-bench.ts'
import styles from './selection-bar.module.css'

/** What can be done to the wells selected together; their one reason is asked where that of one well is. */
export default function SelectionBar({ bench }: { readonly bench: Bench }) {
  const { selection, curve, work } = bench
  const pondering = usePondering(bench)
  if (!selection || !curve) return null
  const { curveId, rows } = selection
  const out = rows.filter((row) => exclusionOf(work, curve.responseColumn, row))
  const toggle = (bar: Element, those: readonly number[]) => {
    focusHome(bar)
    bench.toggleWells({ rows: those, curveId })
  }
  return (
    <div className={styles.bar} role="group" aria-label="Selected wells">
      <b className={styles.count}>{counted(rows.length, 'well')} selected</b>
      {out.length > 0 && (
        <span className={classNames(text.muted, styles.out)}>
          {out.length === rows.length ? 'excluded' : `${out.length} excluded`}
        </span>
      )}
      <Button
        size="compact"
        title="Exclude them for one reason (X)"
        {...pondering({ rows: rows.filter((row) => !out.includes(row)), curveId })}
        disabledReason={out.length === rows.length ? 'All of them are excluded' : null}
        onClick={({ currentTarget }) => toggle(currentTarget, rows)}
      >
        Exclude
      </Button>
      <Button
        size="compact"
        title="Include them again"
        {...pondering({ rows: out, curveId })}
        disabledReason={out.length === 0 ? 'None of them is excluded' : null}
        onClick={({ currentTarget }) => toggle(currentTarget, out)}
      >
        Take back
      </Button>
      <Button
        look="plain"
        size="compact"
        title="Select nothing (Esc)"
        onClick={({ currentTarget }) => {
          focusHome(currentTarget)
          bench.selectWells(null)
        }}
      >
        Clear
      </Button>
    </div>
  )
}

/** To the plot or the table beside the bar: the focus comes back there once a reason is given. */
function focusHome(bar: Element): void {
  for (let around = bar.parentElement; around !== null; around = around.parentElement) {
    const home = around.querySelector<HTMLElement>('[role="grid"], [role="group"][tabindex]')
    if (home) return home.focus({ preventScroll: true })
  }
}
