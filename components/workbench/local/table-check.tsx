import { useLayoutEffect, useRef, useState, type FormEvent } from 'react'
import { Button, type ButtonProps } from '@/components/ui/button.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import text from '@/components/ui/text.module.css'
import type { TableReading } from '@/lib/table-file/types.ts'
import type { AnalysisSummary } from '@/lib/workbench/ports.ts'
import { keepTable, newTableId } from './kept-tables.ts'
import { localSummary } from './local-source.ts'
import { MappingLines } from './mapping-lines.tsx'
import { ReadChoices } from './read-choices.tsx'
import styles from './table-check.module.css'
import { TablePreview } from './table-preview.tsx'
import { useTableReading } from './use-table-reading.ts'

interface Props {
  readonly source: string | File
  onOpen(table: AnalysisSummary): void
  onLeave(): void
}

/** What was understood of a table, before it is opened: its first rows, which column is what, and how it was read. */
export default function TableCheck({ source, onOpen, onLeave }: Props) {
  const usualName = typeof source === 'string' ? 'Pasted table' : nameOf(source)
  const [typedName, setName] = useState(usualName)
  const name = typedName.trim() || usualName
  const { reading, known, isReading, options, choose } = useTableReading(source)
  const { open, isOpening } = useOpening(name, onOpen)
  const read = reading?.ok === true ? reading.value : null
  const isBusy = isReading || isOpening
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (read && !isBusy) void open(read)
  }
  return (
    <main className={styles.main}>
      <h1>{name}</h1>
      <p className={text.muted} role="status">
        {isReading ? 'Reading the table' : read ? sizeText(read) : 'It could not be read.'}
      </p>
      {reading?.ok === false && (
        <div role="alert" className={styles.problem}>
          <Notice tone="danger" title={reading.error.title}>
            {reading.error.detail}
          </Notice>
        </div>
      )}
      {reading === null && <Skeleton />}
      {known && (
        <div className={styles.choices}>
          <form className={styles.choice} onSubmit={submit}>
            <label htmlFor="table-name">Name</label>
            <input
              id="table-name"
              className={styles.name}
              value={typedName}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </form>
          <ReadChoices shown={read && !isReading ? read : { ...known, ...options }} onChoose={choose} />
        </div>
      )}
      {read && (
        <>
          <TablePreview reading={read} />
          <MappingLines reading={read} />
        </>
      )}
      <footer className={styles.foot}>
        {/* Paste and Enter lead to the first curve. Later choices leave the focus where the reader has it. */}
        {read && (
          <FocusedButton
            look="primary"
            disabledReason={isBusy ? 'The table is being read' : null}
            onClick={() => submit()}
          >
            Fit the curves
          </FocusedButton>
        )}
        {reading && !known ? (
          <FocusedButton onClick={onLeave}>Back</FocusedButton>
        ) : (
          <Button size="large" onClick={onLeave}>
            Another table
          </Button>
        )}
        <span className={styles.stays}>
          The table stays in this browser: nothing of it is sent to any server.
        </span>
        <HelpLink to="tables#shapes-that-are-understood">tables</HelpLink>
      </footer>
    </main>
  )
}

/** Keeps the table, then opens it. */
function useOpening(name: string, onOpen: Props['onOpen']) {
  const [isOpening, setOpening] = useState(false)
  const open = async ({ rowCount, columns, chunk }: TableReading) => {
    setOpening(true)
    const kept = { id: newTableId(), name, keptAt: new Date().toISOString(), rowCount, columns, chunk }
    const isKept = await keepTable(kept)
    onOpen({ ...localSummary(kept), notices: isKept ? [] : [NOT_KEPT] })
  }
  return { open, isOpening }
}

const NOT_KEPT =
  'This browser has no room for the table: it is gone when you leave the page. Download what you need before.'

/** Takes the focus when it appears. */
function FocusedButton(props: ButtonProps) {
  const ref = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => ref.current?.focus({ preventScroll: true }), [])
  return <Button {...props} ref={ref} size="large" />
}

function nameOf({ name }: File): string {
  return name.replace(/\.[A-Za-z0-9]{1,8}$/, '').trim() || name
}

function sizeText({ rowCount, columns }: TableReading): string {
  const rows = `${rowCount.toLocaleString('en')} ${rowCount === 1 ? 'row' : 'rows'}`
  return `${rows}, ${columns.length} columns. Check how it was read, then fit.`
}
