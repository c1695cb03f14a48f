import { Notice } from '@/components/ui/notice.tsx'
import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import type { MappingReason } from '@/lib/data-frame/types.ts'
import type { TableReading } from '@/lib/table-file/types.ts'
import styles from './table-check.module.css'

/** Which column was taken for what and why, and what reading did to the table. */
export function MappingLines({ reading }: { readonly reading: TableReading }) {
  const { columns, guess, notes } = reading
  const { mapping, reasons } = guess
  const headers = displayHeaders(columns)
  const why = (field: MappingReason['field']) =>
    reasons.find((reason) => reason.field === field)?.text ?? null
  const dose = mapping.dose === null ? 'not found' : (headers[mapping.dose] ?? '')
  const unit = mapping.doseUnit === 'unknown' ? 'no unit' : mapping.doseUnit
  const lines = [
    { name: 'Dose', what: mapping.dose === null ? dose : `${dose}, ${unit}`, why: why('dose') },
    { name: 'Response', what: namesOf(headers, mapping.responses, 'not found'), why: why('responses') },
    { name: 'Samples', what: namesOf(headers, mapping.groups, 'one sample'), why: why('groups') },
  ]
  return (
    <>
      <dl className={styles.mapping}>
        {lines.map(({ name, what, why: reason }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {what}
              {reason !== null && <span className={styles.why}>{reason}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {guess.state === 'missing' ? (
        <Notice tone="warning" title="Dose or response was not found">
          Try another layout above, or open the table and choose the columns there.
        </Notice>
      ) : (
        <p className={styles.why}>Columns and unit can be changed in the workbench at any time.</p>
      )}
      {notes.length > 0 && (
        <ul className={styles.notes} aria-label="What reading changed">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function namesOf(headers: readonly string[], indices: readonly number[], none: string): string {
  return indices.length === 0 ? none : indices.map((index) => headers[index] ?? '').join(', ')
}
