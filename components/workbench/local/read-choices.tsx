import { useId, type ReactNode } from 'react'
import { Segmented } from '@/components/ui/segmented.tsx'
import { Select } from '@/components/ui/select.tsx'
import { DELIMITERS, type Delimiter, type ReadOptions, type TableReading } from '@/lib/table-file/types.ts'
import styles from './table-check.module.css'

interface Props {
  /** How the table was read; after a reading that failed, how it was asked for: another choice may still help. */
  readonly shown: Partial<Pick<TableReading, 'layout' | 'sheet' | 'sheets' | 'delimiter' | 'decimalMark'>>
  onChoose(change: ReadOptions): void
}

const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = {
  '\t': 'Tab',
  ';': 'Semicolon',
  ',': 'Comma',
  '|': 'Bar',
  ' ': 'Spaces',
}

const LAYOUT_CHOICES = [
  { value: 'long', text: 'A row per well' },
  { value: 'down', text: 'Doses in a column' },
  { value: 'across', text: 'Doses in the header' },
  { value: 'plate', text: 'Plate grids' },
] as const

const MARK_CHOICES = [
  { value: 'point', text: '0.5' },
  { value: 'comma', text: '0,5' },
] as const

/** How the table is read, where that can be another way. */
export function ReadChoices({ shown, onChoose }: Props) {
  const { layout = null, sheet = null, sheets = [], delimiter = null, decimalMark: mark = null } = shown
  return (
    <>
      <Choice title="Layout">
        {(label) => (
          <Segmented
            label={label}
            options={LAYOUT_CHOICES}
            value={layout}
            onChange={(chosen) => onChoose({ layout: chosen })}
          />
        )}
      </Choice>
      {sheets.length > 1 && (
        <Choice title="Sheet">
          {(label) => (
            <Select
              aria-label={label}
              value={sheet ?? ''}
              options={sheets.map((name) => ({ value: name, text: name }))}
              onChange={(name) => onChoose({ sheet: name })}
            />
          )}
        </Choice>
      )}
      {delimiter !== null && (
        <Choice title="Separator">
          {(label) => (
            <Select
              aria-label={label}
              value={delimiter}
              options={DELIMITERS.map((value) => ({ value, text: DELIMITER_NAMES[value] }))}
              onChange={(value) => onChoose({ delimiter: value })}
            />
          )}
        </Choice>
      )}
      {mark !== null && (
        <Choice title="Decimals">
          {(label) => (
            <Segmented
              label={label}
              options={MARK_CHOICES}
              value={mark}
              onChange={(decimalMark) => onChoose({ decimalMark })}
            />
          )}
        </Choice>
      )}
    </>
  )
}

function Choice({ title, children }: { readonly title: string; children(label: string): ReactNode }) {
  const id = useId()
  return (
    <div className={styles.choice}>
      <span id={id} aria-hidden>
        {title}
      </span>
      {children(title)}
    </div>
  )
}
