import { X } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { Select } from '@/components/ui/select.tsx'
import text from '@/components/ui/text.module.css'
import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import { DOSE_UNITS } from '@/lib/data-frame/dose-units.ts'
import type { ColumnMapping, DataFrame, MappingGuess } from '@/lib/data-frame/types.ts'
import styles from './column-mapper.module.css'
import { MapperField } from './mapper-field.tsx'
import { NormalisationFields } from './plates/normalisation-fields.tsx'
import { RoleField } from './role-field.tsx'
import type { Bench } from './use-bench.ts'

interface Props {
  readonly bench: Bench
  readonly frame: DataFrame
  readonly mapping: ColumnMapping
  readonly guess: MappingGuess
  readonly isConfirmed: boolean
  onChange(mapping: ColumnMapping, label: string): void
  onClose(): void
}

const STATES = { guessed: 'guessed', ambiguous: 'more than one reading', missing: 'incomplete' } as const

/** Which column is what, with the reason of each guess. Sits above the table and covers neither it nor the plot. */
export default function ColumnMapper({
  bench,
  frame,
  mapping,
  guess,
  isConfirmed,
  onChange,
  onClose,
}: Props) {
  const headers = displayHeaders(frame.columns)
  const options = headers.map((text, index) => ({ value: String(index), text }))
  const none = [{ value: '', text: 'None' }, ...options]
  const indexOf = (value: string) => (value === '' ? null : Number(value))
  return (
    <section className={styles.mapper} aria-label="Columns">
      <header className={styles.head}>
        <h2>Columns</h2>
        <span className={styles.state}>{isConfirmed ? 'set by you' : STATES[guess.state]}</span>
        <span className={text.grow} />
        <HelpLink to="columns">columns</HelpLink>
        {!isConfirmed && (
          <Button size="compact" onClick={() => onChange(mapping, 'confirm columns')}>
            Confirm
          </Button>
        )}
        <Button look="icon" size="compact" aria-label="Close columns" onClick={onClose}>
          <X size={14} aria-hidden />
        </Button>
      </header>
      <div className={styles.fields}>
        <MapperField title="Dose" field="dose" guess={guess} missing={mapping.dose === null}>
          <Select
            aria-label="Dose column"
            value={mapping.dose === null ? '' : String(mapping.dose)}
            options={none}
            onChange={(value) => onChange({ ...mapping, dose: indexOf(value) }, 'dose column')}
          />{' '}
          <Select
            aria-label="Dose unit"
            value={mapping.doseUnit}
            options={DOSE_UNITS.map((unit) => ({ value: unit, text: unit === 'unknown' ? 'no unit' : unit }))}
            onChange={(doseUnit) => onChange({ ...mapping, doseUnit }, 'dose unit')}
          />
        </MapperField>
        <MapperField
          title="Responses"
          field="responses"
          guess={guess}
          missing={mapping.responses.length === 0}
        >
          <ColumnChoices
            frame={frame}
            chosen={mapping.responses}
            isOffered={(index) => frame.columns[index]?.typeName !== 'DateTime' && index !== mapping.dose}
            onChange={(responses) => onChange({ ...mapping, responses }, 'response columns')}
          />
          <input
            className={styles.text}
            aria-label="Response unit"
            placeholder="unit"
            defaultValue={mapping.responseUnit}
            key={mapping.responseUnit}
            onBlur={({ currentTarget: { value } }) => {
              if (value !== mapping.responseUnit)
                onChange({ ...mapping, responseUnit: value.trim() }, 'response unit')
            }}
          />
        </MapperField>
        <MapperField title="Samples" field="groups" guess={guess} missing={false}>
          <ColumnChoices
            frame={frame}
            chosen={mapping.groups}
            isOffered={(index) => index !== mapping.dose && !mapping.responses.includes(index)}
            onChange={(groups) => onChange({ ...mapping, groups }, 'sample columns')}
          />
        </MapperField>
        <MapperField title="Replicate" field="replicate" guess={guess} missing={false}>
          <Select
            aria-label="Replicate column"
            value={mapping.replicate === null ? '' : String(mapping.replicate)}
            options={[{ value: '', text: 'Counted within each dose' }, ...options]}
            onChange={(value) => onChange({ ...mapping, replicate: indexOf(value) }, 'replicate column')}
          />
        </MapperField>
        <MapperField title="Controls" field="role" guess={guess} missing={false}>
          <RoleField frame={frame} mapping={mapping} onChange={onChange} />
        </MapperField>
        <div className={styles.name}>Scale</div>
        <NormalisationFields bench={bench} />
      </div>
    </section>
  )
}

interface ChoicesProps {
  readonly frame: DataFrame
  readonly chosen: readonly number[]
  isOffered(index: number): boolean
  onChange(chosen: readonly number[]): void
}

function ColumnChoices({ frame, chosen, isOffered, onChange }: ChoicesProps) {
  const headers = displayHeaders(frame.columns)
  const toggle = (index: number, isChecked: boolean) =>
    onChange(frame.columns.flatMap((_, at) => ((at === index ? isChecked : chosen.includes(at)) ? [at] : [])))
  return (
    <span className={styles.choices}>
      {frame.columns.map(
        (_, index) =>
          (isOffered(index) || chosen.includes(index)) && (
            <Checkbox
              key={index}
              isChecked={chosen.includes(index)}
              onChange={(isChecked) => toggle(index, isChecked)}
            >
              {headers[index]}
            </Checkbox>
          ),
      )}
    </span>
  )
}
