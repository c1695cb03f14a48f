import { Download } from 'lucide-react'
import { useRef, useState, type ClipboardEvent } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import styles from './table-entry.module.css'

interface Props {
  /** A file is held over the page. */
  readonly isOver: boolean
  onTable(source: string | File): void
}

/** Where a table comes in without any tenant: copied cells, or a file. */
export function TableEntry({ isOver, onTable }: Props) {
  const fileRef = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text')
    if (text.trim() === '') return
    event.preventDefault()
    onTable(text)
  }
  return (
    <section className={classNames(styles.zone, isOver && styles.over)} aria-labelledby="table-entry">
      <Download size={16} aria-hidden />
      <div className={styles.words}>
        <h2 id="table-entry">Paste a table or drop a file</h2>
        <p id="table-entry-hint">Copied cells, CSV, TSV, XLSX or Parquet. Nothing leaves this browser.</p>
      </div>
      <div className={styles.row}>
        <textarea
          className={styles.cells}
          rows={1}
          value={typed}
          placeholder="Paste the copied cells"
          aria-label="Table"
          aria-describedby="table-entry-hint"
          spellCheck={false}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onPaste={paste}
        />
        {typed.trim() === '' ? (
          <Button size="large" onClick={() => fileRef.current?.click()}>
            Choose file
          </Button>
        ) : (
          <Button size="large" onClick={() => onTable(typed)}>
            Read table
          </Button>
        )}
        <input
          ref={fileRef}
          hidden
          type="file"
          accept=".csv,.tsv,.tab,.txt,.xlsx,.xlsm,.xls,.parquet,.pq,text/csv,text/tab-separated-values"
          aria-label="Table file"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            // The same file can be chosen again.
            currentTarget.value = ''
            if (file) onTable(file)
          }}
        />
      </div>
    </section>
  )
}
