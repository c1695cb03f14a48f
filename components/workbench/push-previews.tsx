import text from '@/components/ui/text.module.css'
import { classNames } from '@/components/ui/class-names.ts'
import type { OutputTable } from '@/lib/outputs/types.ts'
import styles from './push-panel.module.css'

const SHOWN_ROWS = 6

interface Props {
  /** The SVG of the pushed figure as a data URL; pushed files are always light. */
  readonly plotUrl: string | null
  readonly plotAlt: string
  readonly tables: readonly { readonly name: string; readonly table: OutputTable }[]
}

export function PushPreviews({ plotUrl, plotAlt, tables }: Props) {
  return (
    <section className={styles.block} aria-label="Previews">
      <header>
        <h3>Previews</h3>
        <span className={classNames(text.small, text.muted)}>files are always light</span>
      </header>
      <div className={styles.previews}>
        {/* A data URL of our own SVG: next/image has nothing to optimise here. */}
        {plotUrl !== null && <img className={styles.plot} src={plotUrl} alt={plotAlt} />}
        <div className={styles.tables}>
          {tables.map(({ name, table }) => (
            <TablePreview key={name} name={name} table={table} />
          ))}
        </div>
      </div>
    </section>
  )
}

function TablePreview({ name, table }: { name: string; table: OutputTable }) {
  const shown = table.rows.slice(0, SHOWN_ROWS)
  return (
    <div>
      {/* Scrolls sideways, so it takes the focus for the arrow keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.csv} role="region" aria-label={`First rows of ${name}`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {table.headers.map((header) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column} className={typeof cell === 'number' ? styles.number : undefined}>
                    {cell === null ? '' : String(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.line}>
        {name}: {table.rows.length.toLocaleString('en')} {table.rows.length === 1 ? 'row' : 'rows'},{' '}
        {table.headers.length} columns, written at full precision
      </p>
    </div>
  )
}
