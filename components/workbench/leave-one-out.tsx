import { memo } from 'react'
import { classNames } from '@/components/ui/class-names.ts'
import text from '@/components/ui/text.module.css'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import styles from './leave-one-out.module.css'
import type { LeaveOneOutView } from './leave-one-out-view.ts'
import type { StripColumns } from './strip-columns.ts'

interface Props {
  readonly view: LeaveOneOutView
  /** Columns that stand under the doses of the plot; null sets the strip as a table of its own. */
  readonly columns: StripColumns | null
  readonly selectedRow: number | null
  onSelect(row: number): void
  /** A cell is pointed at or focused; null when it no longer is. */
  onPonder(row: number | null): void
}

/** How far the potency moves without each well: the number says it, the tint only helps the eye. */
export const LeaveOneOut = memo(function LeaveOneOut(props: Props) {
  const { view, columns, selectedRow, onSelect, onPonder } = props
  const end = () => onPonder(null)
  return (
    <section
      className={classNames(styles.strip, columns !== null && styles.aligned)}
      aria-label="Leave one out"
    >
      <table
        className={styles.grid}
        style={
          {
            '--cell': `${columns?.cellPx ?? 52}px`,
            '--low': share(view.band[0]),
            '--high': share(view.band[1]),
          } as React.CSSProperties
        }
      >
        {columns && (
          <colgroup>
            {columns.widths.map((width, index) => (
              <col key={index} style={{ width }} />
            ))}
          </colgroup>
        )}
        <tbody>
          {/* Under its doses the strip needs no second axis for the eye. */}
          <tr className={classNames(columns !== null && text.hidden)}>
            <th scope="row">{view.doseHeader}</th>
            {view.doses.map((dose) => (
              <th key={dose} scope="col">
                {dose}
              </th>
            ))}
          </tr>
          {view.replicates.map(({ replicate, cells }) => (
            <tr key={replicate ?? 'most'}>
              <th scope="row">
                {replicate !== null && columns?.hasWord === false && <VisuallyHidden>rep. </VisuallyHidden>}
                {replicate === null ? 'most' : columns?.hasWord === false ? replicate : `rep. ${replicate}`}
              </th>
              {cells.map((cell, index) => (
                <td key={view.doses[index]} className={styles.cell}>
                  {cell && (
                    <button
                      type="button"
                      className={classNames(
                        styles.button,
                        cell.isExcluded && styles.out,
                        cell.isDeciding && styles.deciding,
                        cell.row === selectedRow && styles.selected,
                      )}
                      style={{ '--weight': cell.weight } as React.CSSProperties}
                      aria-label={cell.spoken}
                      aria-pressed={cell.row === selectedRow}
                      onClick={() => onSelect(cell.row)}
                      onPointerEnter={() => onPonder(cell.row)}
                      onPointerLeave={end}
                      onFocus={() => onPonder(cell.row)}
                      onBlur={end}
                    >
                      {columns?.hasSign === false ? cell.text.replace('×', '') : cell.text}
                      {cell.whisker !== null && (
                        <i
                          className={styles.track}
                          style={
                            {
                              '--from': share(Math.min(0.5, cell.whisker)),
                              '--to': share(Math.max(0.5, cell.whisker)),
                            } as React.CSSProperties
                          }
                        />
                      )}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
})

function share(value: number): string {
  return `${(value * 100).toFixed(1)}%`
}
