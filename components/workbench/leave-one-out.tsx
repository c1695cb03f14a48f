import { memo } from 'react'
import { classNames } from '@/components/ui/class-names.ts'
import styles from './leave-one-out.module.css'
import type { LeaveOneOutView } from './leave-one-out-view.ts'

interface Props {
  readonly view: LeaveOneOutView
  readonly selectedRow: number | null
  onSelect(row: number): void
}

/** How far the potency moves without each well: the number says it, the tint only helps the eye. */
export const LeaveOneOut = memo(function LeaveOneOut({ view, selectedRow, onSelect }: Props) {
  return (
    <section className={styles.strip} aria-label="Leave one out">
      <div className={styles.head}>
        <span>Leave one out: {view.title}</span>
        <span className={styles.most}>{view.most}</span>
      </div>
      <table className={styles.grid}>
        <tbody>
          <tr>
            <th scope="row">{view.doseHeader}</th>
            {view.doses.map((dose) => (
              <th key={dose} scope="col">
                {dose}
              </th>
            ))}
          </tr>
          {view.replicates.map(({ replicate, cells }) => (
            <tr key={replicate}>
              <th scope="row">rep. {replicate}</th>
              {cells.map((cell, index) => (
                <td key={view.doses[index]} className={styles.cell}>
                  {cell && (
                    <button
                      type="button"
                      className={classNames(
                        styles.button,
                        cell.isExcluded && styles.out,
                        cell.row === selectedRow && styles.selected,
                      )}
                      style={{ '--weight': cell.weight } as React.CSSProperties}
                      aria-label={cell.spoken}
                      aria-pressed={cell.row === selectedRow}
                      onClick={() => onSelect(cell.row)}
                    >
                      {cell.text}
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
