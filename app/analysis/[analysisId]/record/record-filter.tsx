import { ACTION_WORDS } from '@/app/server/record-words.ts'
import button from '@/components/ui/button.module.css'
import select from '@/components/ui/select.module.css'
import styles from './record.module.css'

interface Props {
  readonly analysisId: string
  readonly action: string
  readonly text: string
}

/** Kinds of acts that no analysis sees. */
const ELSEWHERE = ['signed-in', 'sign-in-failed', 'signed-out', 'person-exported', 'person-deleted']

export function RecordFilter({ analysisId, action, text }: Props) {
  const csv = new URLSearchParams({ analysisId, action, text })
  return (
    <search>
      <form method="get" className={styles.filter}>
        <label>
          What
          <select className={select.select} name="action" defaultValue={action}>
            <option value="">Everything</option>
            {Object.entries(ACTION_WORDS).map(
              ([value, words]) =>
                !ELSEWHERE.includes(value) && (
                  <option key={value} value={value}>
                    {words}
                  </option>
                ),
            )}
          </select>
        </label>
        <label>
          Containing
          <input
            className={select.select}
            type="search"
            name="text"
            defaultValue={text}
            maxLength={200}
            placeholder="Person, curve, reason"
          />
        </label>
        <button type="submit" className={button.button}>
          Filter
        </button>
        <a href={`/api/record?${csv}`}>Download as CSV</a>
      </form>
    </search>
  )
}
