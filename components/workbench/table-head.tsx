import { classNames } from '@/components/ui/class-names.ts'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import styles from './data-frame-table.module.css'
import { SeriesGlyph } from './series-glyph.tsx'
import { gridTemplate, type TableModel } from './table-model.ts'
import type { Sort } from './table-order.ts'

interface Props {
  readonly model: TableModel
  readonly sort: Sort
  onSort(sort: Sort): void
}

export function TableHead({ model, sort, onSort }: Props) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={styles.head}
      style={{ gridTemplateColumns: gridTemplate(model) }}
    >
      {model.columns.map((column, index) => {
        const isSorted = sort.key === column.key
        const series = column.column === null ? undefined : model.seriesOf.get(column.column)
        const next = isSorted && sort.direction === 'ascending' ? 'descending' : 'ascending'
        return (
          <div
            key={column.key}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={isSorted ? sort.direction : undefined}
            className={classNames(styles.header, column.isNumeric && styles.number)}
          >
            <button
              type="button"
              className={styles.sort}
              title={column.fullTitle}
              onClick={() => onSort({ key: column.key, direction: next })}
            >
              <span className={styles.title}>{withoutUnit(column.title, column.sub)}</span>
              {isSorted && <span aria-hidden="true">{sort.direction === 'ascending' ? '↑ ' : '↓ '}</span>}
              {column.kind === 'response' && series !== undefined && <SeriesGlyph series={series} />}{' '}
              {column.sub}
              {'\u00a0'}
            </button>
          </div>
        )
      })}
      <div role="columnheader" aria-colindex={model.columns.length + 1}>
        <VisuallyHidden>Exclude</VisuallyHidden>
      </div>
    </div>
  )
}

/** The unit stands on the second line, once; the whole header stays in the title. */
function withoutUnit(title: string, unit: string): string {
  const ending = ` (${unit})`
  return title.endsWith(ending) && title !== ending ? title.slice(0, -ending.length) : title
}
