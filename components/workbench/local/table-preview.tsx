import type { ColumnMapping } from '@/lib/data-frame/types.ts'
import { classNames } from '@/components/ui/class-names.ts'
import type { TableReading } from '@/lib/table-file/types.ts'
import styles from './table-check.module.css'

/** Beyond these a preview helps nobody. */
const SHOWN_COLUMNS = 40

/** The first rows as the workbench will have them, each column with what it was taken for. */
export function TablePreview({ reading }: { readonly reading: TableReading }) {
  const columns = reading.columns.slice(0, SHOWN_COLUMNS)
  const more = reading.rowCount - reading.firstRows.length
  return (
    // Wide tables scroll inside: focusable, so that the keyboard reaches what is beyond the edge.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} role="region" aria-label="First rows" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ displayName, typeName }, index) => (
              <th key={index} scope="col" className={classNames(typeName === 'Float' && styles.number)}>
                <span className={styles.role}>{roleOf(reading.guess.mapping, index)}</span>
                {displayName}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {reading.firstRows.map((row, place) => (
            <tr key={place}>
              {columns.map(({ typeName }, index) => (
                <td key={index} className={classNames(typeName === 'Float' && styles.number)}>
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {more > 0 && (
          <tfoot>
            <tr>
              <td colSpan={columns.length}>
                and {more.toLocaleString('en')} more {more === 1 ? 'row' : 'rows'}
                {reading.columns.length > columns.length &&
                  `, ${reading.columns.length - columns.length} more columns`}
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

function roleOf({ dose, responses, groups, replicate, role }: ColumnMapping, index: number): string {
  if (index === dose) return 'Dose'
  if (responses.includes(index)) return 'Response'
  if (groups.includes(index)) return 'Sample'
  if (index === replicate) return 'Replicate'
  return index === role?.column ? 'Controls' : ''
}
