import { useId } from 'react'
import { Select } from '@/components/ui/select.tsx'
import { guessControls } from '@/lib/plates/guess-controls.ts'
import type { NamedNormalisation, NormalisationScope } from '@/lib/plates/types.ts'
import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import type { Policy } from '@/lib/workbench/types.ts'
import drawer from '../drawer.module.css'
import type { Bench } from '../use-bench.ts'
import styles from './policies.module.css'

type Said = Policy['normalisation']

const KINDS = [
  { value: 'unsaid', text: 'Stay as they are' },
  { value: 'as-measured', text: 'As measured' },
  { value: 'inhibition', text: 'Percent inhibition' },
  { value: 'percent-of-control', text: 'Percent of control' },
] as const

const SCOPES: readonly { readonly value: NormalisationScope; readonly text: string }[] = [
  { value: 'plate', text: 'each plate' },
  { value: 'run', text: 'each run' },
  { value: 'reading', text: 'each reading' },
  { value: 'all', text: 'all rows together' },
]

const CENTRES = [
  { value: 'mean', text: 'means' },
  { value: 'median', text: 'medians' },
] as const

interface Props {
  readonly bench: Bench
  readonly value: Said
  onChange(value: Said): void
}

/** What responses are set against under a policy, by names: the table it is used on need not be this one. */
export function NamedNormalisationFields({ bench, value, onChange }: Props) {
  const id = useId()
  const kind = value === undefined ? 'unsaid' : value === 'as-measured' ? value : value.kind
  return (
    <>
      <label htmlFor={id}>Responses</label>
      <Select
        id={id}
        value={kind}
        options={KINDS}
        onChange={(next) => {
          if (next === 'unsaid') onChange(undefined)
          else if (next === 'as-measured') onChange(next)
          else onChange({ ...(typeof value === 'object' ? value : firstNames(bench)), kind: next })
        }}
      />
      {typeof value === 'object' && <Names value={value} onChange={onChange} />}
    </>
  )
}

function Names({ value, onChange }: { readonly value: NamedNormalisation; onChange(value: Said): void }) {
  const scopeId = useId()
  const edit = (change: Partial<NamedNormalisation>) => onChange({ ...value, ...change })
  return (
    <>
      <TextField label="Column of controls" text={value.column} onText={(column) => edit({ column })} />
      <TextField
        label="Untreated wells"
        text={value.negative.join('; ')}
        onText={(text) => edit({ negative: listOf(text) })}
      />
      {value.kind === 'inhibition' && (
        <TextField
          label="Wells with full effect"
          text={value.positive.join('; ')}
          onText={(text) => edit({ positive: listOf(text) })}
        />
      )}
      <label htmlFor={scopeId}>For</label>
      <span className={drawer.row}>
        <Select id={scopeId} value={value.scope} options={SCOPES} onChange={(scope) => edit({ scope })} />
        by
        <Select
          aria-label="Controls by"
          value={value.centre}
          options={CENTRES}
          onChange={(centre) => edit({ centre })}
        />
      </span>
    </>
  )
}

interface TextProps {
  readonly label: string
  readonly text: string
  onText(text: string): void
}

/** Several values are separated by semicolons. */
function TextField({ label, text, onText }: TextProps) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        key={text}
        type="text"
        className={styles.name}
        defaultValue={text}
        onBlur={(event) => onText(event.currentTarget.value.trim())}
      />
    </>
  )
}

function listOf(text: string): readonly string[] {
  return [...new Set(text.split(';').map((part) => part.trim()))].filter((part) => part !== '')
}

/** What the words of this table suggest. */
function firstNames({ work, measured }: Bench): NamedNormalisation {
  const found = guessControls(work.mapping)
  return {
    kind: 'inhibition',
    column: found === null ? '' : (displayHeaders(measured.columns)[found.column] ?? ''),
    negative: found?.negative ?? [],
    positive: found?.positive ?? [],
    scope: 'plate',
    centre: 'mean',
  }
}
