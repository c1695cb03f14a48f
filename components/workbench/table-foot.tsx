import { Button } from '@/components/ui/button.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import text from '@/components/ui/text.module.css'
import styles from './data-frame-table.module.css'
import { badCellText, type TableModel } from './table-model.ts'

export type TableScope = 'curve' | 'all'

interface Props {
  readonly model: TableModel
  readonly scope: TableScope
  readonly isLoading: boolean
  onScope(scope: TableScope): void
  onSelect(row: number): void
}

const SCOPES = [
  { value: 'curve', text: 'This curve' },
  { value: 'all', text: 'All rows' },
] as const

export function TableFoot({ model, scope, isLoading, onScope, onSelect }: Props) {
  const bad = [...model.badCells.values()].filter(({ problem }) => problem !== 'left-out')
  const first = bad[0]
  const rowCount = model.frame.rowCount.toLocaleString('en')
  return (
    <footer className={styles.foot}>
      <span>{model.exclusionText}</span>
      {first && (
        <Button
          look="link"
          className={text.small}
          title={badCellText(first, model.frame.columns[first.column]?.displayName ?? '')}
          onClick={() => {
            onScope('all')
            onSelect(first.row)
          }}
        >
          {bad.length === 1 ? '1 cell cannot be used' : `${bad.length} cells cannot be used`}
        </Button>
      )}
      <span className={text.grow} />
      <HelpLink to="columns#table-and-plot">table</HelpLink>
      {model.curveRows && <Segmented label="Rows shown" options={SCOPES} value={scope} onChange={onScope} />}
      <span>
        {isLoading
          ? `${rowCount} rows so far`
          : `${rowCount} ${model.frame.rowCount === 1 ? 'row' : 'rows'}, ${model.frame.columns.length} columns`}
      </span>
    </footer>
  )
}
