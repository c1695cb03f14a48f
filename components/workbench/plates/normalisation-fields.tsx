import { useEffect, useMemo, useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { Select } from '@/components/ui/select.tsx'
import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import { counted } from '@/lib/format/format-number.ts'
import { listText } from '@/lib/format/list-text.ts'
import { controlChoices } from '@/lib/plates/guess-controls.ts'
import type { Bench } from '../use-bench.ts'
import {
  byChoices,
  firstDraft,
  missingText,
  mixedReadings,
  toNormalisation,
  type Draft,
} from './normalisation-draft.ts'
import styles from './plates.module.css'
import { loadNormaliser } from './use-normalised-frame.ts'

const KINDS = [
  { value: 'none', text: 'As measured' },
  { value: 'inhibition', text: 'Percent inhibition' },
  { value: 'percent-of-control', text: 'Percent of control' },
] as const

const CENTRES = [
  { value: 'mean', text: 'Means' },
  { value: 'median', text: 'Medians' },
] as const

/** What responses are set against. What the words of the table suggest is filled in; nothing holds until it is chosen. */
export function NormalisationFields({ bench }: { readonly bench: Bench }) {
  const { work, measured, curves, dispatch } = bench
  const [draft, setDraft] = useState<Draft>(() => firstDraft(work, measured))
  // A choice must find its code there: the page would wait for it.
  useEffect(() => void loadNormaliser(), [])
  // Undo and a fit file change the work under the fields.
  const shown: Draft = work.normalisation ?? draft
  const edit = (change: Partial<Draft>) => {
    const next = { ...shown, ...change }
    setDraft(next)
    const normalisation = toNormalisation(next)
    if (normalisation === null && work.normalisation === null) return
    const label =
      normalisation === null
        ? 'use responses as measured'
        : `normalise to ${normalisation.kind === 'inhibition' ? 'percent inhibition' : 'percent of control'}`
    dispatch({ kind: 'set-normalisation', normalisation, label })
  }
  const missing = missingText(shown)
  const mixed = useMemo(() => mixedReadings(work, measured), [work, measured])
  const leftOut = new Set(
    curves.flatMap(({ badCells }) =>
      badCells.filter(({ problem }) => problem === 'no-controls').map(({ row }) => row),
    ),
  ).size
  return (
    <div className={styles.normalise}>
      <Segmented
        label="Normalise responses"
        options={KINDS}
        value={shown.kind ?? 'none'}
        onChange={(kind) => edit({ kind: kind === 'none' ? null : kind })}
      />
      {shown.kind === null ? (
        <p className={styles.why}>{suggestion(bench, shown)}</p>
      ) : (
        <ControlFields bench={bench} draft={shown} onEdit={edit} />
      )}
      {missing !== '' && <p className={styles.missing}>{missing} Until then responses are as measured.</p>}
      {mixed.length > 0 && (
        <p className={styles.missing}>
          Controls of every {listText(mixed)} are taken together. Choose to normalise for each{' '}
          {listText(mixed)}.
        </p>
      )}
      {leftOut > 0 && (
        <p className={styles.missing}>
          {counted(leftOut, 'well')} {leftOut === 1 ? 'has' : 'have'} no controls to be set against and{' '}
          {leftOut === 1 ? 'is' : 'are'} left out.
        </p>
      )}
    </div>
  )
}

function suggestion({ work }: Bench, draft: Draft): string {
  const named = [
    ...draft.negative.map((value) => `“${value}” as untreated`),
    ...draft.positive.map((value) => `“${value}” as full effect`),
  ]
  const percent = work.mapping.responseUnit === '%' ? ' These responses are in percent already.' : ''
  const found = named.length === 0 ? 'No control wells are known yet.' : `Suggested: ${named.join(', ')}.`
  return `${found}${percent} Nothing is normalised until you choose it.`
}

interface FieldsProps {
  readonly bench: Bench
  readonly draft: Draft
  onEdit(change: Partial<Draft>): void
}

function ControlFields({ bench, draft, onEdit }: FieldsProps) {
  const { measured } = bench
  const headers = displayHeaders(measured.columns)
  const columns = measured.columns.flatMap((_, index) =>
    index === draft.column || controlChoices(measured, index).length > 1
      ? [{ value: String(index), text: headers[index] ?? '' }]
      : [],
  )
  const scopes = byChoices(bench.work, measured, draft.by)
  return (
    <>
      <div className={styles.line}>
        <span className={styles.name}>Controls are told by</span>
        <Select
          aria-label="Controls are told by"
          value={draft.column === null ? '' : String(draft.column)}
          options={[{ value: '', text: 'Choose a column' }, ...columns]}
          onChange={(value) =>
            onEdit({ column: value === '' ? null : Number(value), negative: [], positive: [] })
          }
        />
      </div>
      {draft.column !== null && (
        <>
          <Values
            title={draft.kind === 'inhibition' ? 'Untreated (0 %)' : 'Untreated (100 %)'}
            values={controlChoices(measured, draft.column)}
            chosen={draft.negative}
            onChange={(negative) =>
              onEdit({ negative, positive: draft.positive.filter((value) => !negative.includes(value)) })
            }
          />
          {draft.kind === 'inhibition' && (
            <Values
              title="Full effect (100 %)"
              values={controlChoices(measured, draft.column)}
              chosen={draft.positive}
              onChange={(positive) =>
                onEdit({ positive, negative: draft.negative.filter((value) => !positive.includes(value)) })
              }
            />
          )}
        </>
      )}
      <div className={styles.line}>
        <div className={styles.line}>
          <span className={styles.name}>For</span>
          <Select
            aria-label="Normalise for"
            value={scopes.find(({ by }) => by.join() === draft.by.join())?.by.join() ?? ''}
            options={scopes.map(({ by, text }) => ({ value: by.join(), text }))}
            onChange={(value) => onEdit({ by: value === '' ? [] : value.split(',').map(Number) })}
          />
        </div>
        <Segmented
          label="Controls by"
          options={CENTRES}
          value={draft.centre}
          onChange={(centre) => onEdit({ centre })}
        />
      </div>
    </>
  )
}

interface ValuesProps {
  readonly title: string
  readonly values: readonly string[]
  readonly chosen: readonly string[]
  onChange(chosen: readonly string[]): void
}

function Values({ title, values, chosen, onChange }: ValuesProps) {
  return (
    <fieldset className={styles.values}>
      <legend className={styles.name}>{title}</legend>
      {[...new Set([...values, ...chosen])].map((value) => (
        <Checkbox
          key={value}
          isChecked={chosen.includes(value)}
          onChange={(isChosen) =>
            onChange(isChosen ? [...chosen, value] : chosen.filter((one) => one !== value))
          }
        >
          {value}
        </Checkbox>
      ))}
    </fieldset>
  )
}
