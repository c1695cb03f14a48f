import { useEffect, useState } from 'react'
import type { Result } from '@/lib/result.ts'
import { createTableReader } from '@/lib/table-file/browser-reader.ts'
import type { ReadOptions, TableProblem, TableReading } from '@/lib/table-file/types.ts'

export interface TableState {
  readonly options: ReadOptions
  /** The latest that was read, also while it is read anew with other options; null before the first. */
  readonly reading: Result<TableReading, TableProblem> | null
  /** The latest that could be read. */
  readonly known: TableReading | null
  readonly isReading: boolean
  choose(change: ReadOptions): void
}

/** Reads a table in a worker, anew for every choice about how it is read. */
export function useTableReading(source: string | File): TableState {
  const [options, setOptions] = useState<ReadOptions>({})
  const [read, setRead] = useState<Pick<TableState, 'options' | 'reading' | 'known'>>({
    options,
    reading: null,
    known: null,
  })
  const [reader] = useState(createTableReader)
  useEffect(() => reader.dispose, [reader])
  useEffect(() => {
    let isWanted = true
    const start = async () => {
      const reading = await reader.read(source, options)
      if (reading === null || !isWanted) return
      setRead(({ known }) => ({ options, reading, known: reading.ok ? reading.value : known }))
    }
    void start()
    return () => {
      isWanted = false
    }
  }, [reader, source, options])
  return {
    options,
    reading: read.reading,
    known: read.known,
    isReading: read.reading === null || read.options !== options,
    choose: (change) => setOptions((before) => ({ ...before, ...change })),
  }
}
