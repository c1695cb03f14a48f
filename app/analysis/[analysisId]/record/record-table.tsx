import { ACTION_WORDS, valueText } from '@/app/server/record-words.ts'
import { classNames } from '@/components/ui/class-names.ts'
import text from '@/components/ui/text.module.css'
import type { StoredAuditEntry } from '@/lib/store/audit/entry-hash.ts'
import styles from './record.module.css'

interface Props {
  readonly entries: readonly StoredAuditEntry[]
  /** Neither filtered nor begun further down. */
  readonly isWhole: boolean
}

export function RecordTable({ entries, isWhole }: Props) {
  if (entries.length === 0) {
    return <p>{isWhole ? 'Nothing is on record yet.' : 'Nothing on record fits this filter.'}</p>
  }
  return (
    // Wide on a narrow screen: it scrolls by itself, by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} role="region" aria-label="Entries" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {['No.', 'Time (UTC)', 'Person', 'What', 'On', 'Before', 'After', 'Reason', 'Request'].map(
              (head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.seq}>
              <td className={text.number}>{entry.seq}</td>
              <td className={text.number}>
                <time dateTime={entry.at.toISOString()}>{utc(entry.at)}</time>
              </td>
              <td>{entry.personName}</td>
              <td>{ACTION_WORDS[entry.action] ?? entry.action}</td>
              <td>{entry.subject}</td>
              <td className={styles.value}>{valueText(entry.before)}</td>
              <td className={styles.value}>{valueText(entry.after)}</td>
              <td>{entry.reason}</td>
              <td className={classNames(text.mono, text.number)}>{entry.requestId}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** "2026-11-26 14:32:07": the server's clock zone is nobody's business. */
function utc(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ')
}
