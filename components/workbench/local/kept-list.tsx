import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { formatDateTime } from '@/lib/format/format-date.ts'
import styles from './kept-list.module.css'
import { listTables, removeTable, type KeptHead } from './kept-tables.ts'

/** Tables of earlier visits: to open again, or to take out of this browser with all work on them. */
export default function KeptList() {
  const [tables, setTables] = useState<readonly KeptHead[]>([])
  useEffect(() => {
    let isShown = true
    void listTables().then((kept) => isShown && setTables(kept))
    return () => {
      isShown = false
    }
  }, [])
  if (tables.length === 0) return null
  const remove = async (id: string) => {
    await removeTable(id)
    setTables(await listTables())
  }
  return (
    <section className={styles.kept} aria-labelledby="kept-tables">
      <h2 id="kept-tables">Tables in this browser</h2>
      <ul>
        {tables.map(({ id, name, keptAt, rowCount }) => (
          <li key={id}>
            {/* A whole load: the page of a table asks for nothing of this one. */}
            <a href={`/local/${id}`}>{name}</a>
            <span className={styles.facts}>
              {rowCount.toLocaleString('en')} rows, {formatDateTime(keptAt)}
            </span>
            <Button
              look="plain"
              size="compact"
              aria-label={`Remove ${name} with all work on it`}
              onClick={() => void remove(id)}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
