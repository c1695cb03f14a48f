import { useRef } from 'react'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import text from '@/components/ui/text.module.css'
import { classNames } from '@/components/ui/class-names.ts'
import type { OutputTable } from '@/lib/outputs/types.ts'
import { useMoreBeyond } from './use-more-beyond.ts'
import styles from './push-panel.module.css'

const SHOWN_ROWS = 6

export interface PlotPreview {
  /** The figure laid out at preview size, as a data URL; pushed files are always light. */
  readonly url: string
  readonly width: number
  /** "first 6 of 48 curves", or null. */
  readonly omission: string | null
}

/** Wider previews stand under the tables. */
const BESIDE_PX = 260

interface Props {
  /** Null while it is drawn. */
  readonly plot: PlotPreview | null
  readonly plotAlt: string
  readonly tables: readonly { readonly name: string; readonly table: OutputTable }[]
  readonly texts: readonly { readonly name: string; readonly text: string }[]
}

export function PushPreviews({ plot, plotAlt, tables, texts }: Props) {
  return (
    <section className={styles.block} aria-label="Previews">
      <header>
        <h3>Previews</h3>
        <span className={classNames(text.small, text.muted)}>files are always light</span>
      </header>
      <div className={classNames(styles.previews, plot !== null && plot.width > BESIDE_PX && styles.stacked)}>
        {plot === null ? (
          <Skeleton height={220} />
        ) : (
          <figure>
            {/* A data URL of our own SVG: next/image has nothing to optimise here. */}
            <img className={styles.plot} src={plot.url} alt={plotAlt} />
            {plot.omission !== null && <figcaption className={styles.line}>Plot: {plot.omission}</figcaption>}
          </figure>
        )}
        <div className={styles.tables}>
          {tables.map(({ name, table }) => (
            <TablePreview key={name} name={name} table={table} />
          ))}
          {texts.map(({ name, text: content }) => (
            <TextPreview key={name} name={name} content={content} />
          ))}
        </div>
      </div>
    </section>
  )
}

/** Lines hold the digests of every row: far more than anybody reads. */
const SHOWN_CHARACTERS = 160

function TextPreview({ name, content }: { name: string; content: string }) {
  const lines = content.split('\n')
  const shown = lines.slice(0, 2 * SHOWN_ROWS).map((line) => line.slice(0, SHOWN_CHARACTERS))
  return (
    <div>
      {/* Scrolls sideways, so it takes the focus for the arrow keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.csv} role="region" aria-label={`First lines of ${name}`} tabIndex={0}>
        <pre className={text.mono}>{shown.join('\n')}</pre>
      </div>
      <p className={styles.line}>
        {name}: {lines.length.toLocaleString('en')} lines.
      </p>
    </div>
  )
}

function TablePreview({ name, table }: { name: string; table: OutputTable }) {
  const ref = useRef<HTMLDivElement>(null)
  const isMoreBeyond = useMoreBeyond(ref)
  const shown = table.rows.slice(0, SHOWN_ROWS)
  return (
    <div>
      <div className={classNames(styles.csvFrame, isMoreBeyond && styles.more)}>
        {/* Scrolls sideways, so it takes the focus for the arrow keys. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div ref={ref} className={styles.csv} role="region" aria-label={`First rows of ${name}`} tabIndex={0}>
          <table>
            <thead>
              <tr>
                {table.headers.map((header, column) => (
                  <th
                    key={header}
                    scope="col"
                    className={isNumeric(shown, column) ? styles.number : undefined}
                  >
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
      </div>
      <p className={styles.line}>
        {name}: {table.rows.length.toLocaleString('en')} {table.rows.length === 1 ? 'row' : 'rows'},{' '}
        {table.headers.length} columns at full precision
        {isMoreBeyond ? '; scroll sideways for the columns to the right.' : '.'}
      </p>
    </div>
  )
}

function isNumeric(rows: OutputTable['rows'], column: number): boolean {
  return rows.some((row) => typeof row[column] === 'number')
}
