import { useId, useState } from 'react'
import { ErrorBubble } from '@/components/ui/error-bubble.tsx'
import { NumberField } from '@/components/ui/number-field.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { Constraint, ParameterName } from '@/lib/fit/types.ts'
import { formatFull } from '@/lib/format/format-number.ts'
import { ok, err, type Result } from '@/lib/result.ts'
import { isLogDose } from '@/lib/workbench/constraint-text.ts'
import { numberFromInput, validateConstraint } from '@/lib/workbench/validate-constraint.ts'
import drawer from '../drawer.module.css'
import { rowTitle } from '../parameter-view.ts'
import styles from './policies.module.css'

const KINDS = [
  { value: 'free', text: 'Free' },
  { value: 'fixed', text: 'Fixed' },
  { value: 'bounded', text: 'Bounded' },
] as const

interface Props {
  readonly parameter: ParameterName
  readonly constraint: Constraint
  onConstraint(constraint: Constraint): void
}

/** A parameter's constraint typed in; a potency as its dose, in the unit of the doses that the policy will meet. */
export function ConstraintFields({ parameter, constraint, onConstraint }: Props) {
  const id = useId()
  const errorId = useId()
  const [error, setError] = useState<string | null>(null)
  const title = rowTitle(parameter)
  const toShown = (value: number | null) =>
    value === null ? '' : formatFull(Number((isLogDose(parameter) ? 10 ** value : value).toPrecision(12)))
  const field = (label: string, value: number | null, make: (value: number | null) => Constraint) => (
    <NumberField
      label={`${title}, ${label}`}
      shown={toShown(value)}
      size="compact"
      placeholder={label === 'value' ? '' : 'open'}
      errorId={error === null ? undefined : errorId}
      parse={(text) => {
        const parsed = read(text, parameter, label !== 'value')
        if (!parsed.ok) return parsed
        const made = validateConstraint(parameter, make(parsed.value))
        return made.ok ? parsed : err(made.error.message)
      }}
      onError={setError}
      onValue={(typed, how) => {
        if (how === 'committed') onConstraint(make(typed))
      }}
    />
  )
  return (
    <>
      <label htmlFor={id}>{title}</label>
      <span className={`${drawer.row} ${styles.field}`}>
        <ErrorBubble id={errorId} text={error} />
        <Select
          id={id}
          value={constraint.kind}
          options={KINDS}
          onChange={(kind) => {
            setError(null)
            onConstraint(ofKind(kind, constraint, parameter))
          }}
        />
        {constraint.kind === 'fixed' &&
          field('value', constraint.value, (value) => ({ kind: 'fixed', value: value ?? 0 }))}
        {constraint.kind === 'bounded' && (
          <>
            from {field('lower bound', constraint.lower, (lower) => ({ ...constraint, lower }))} to{' '}
            {field('upper bound', constraint.upper, (upper) => ({ ...constraint, upper }))}
          </>
        )}
      </span>
    </>
  )
}

/** What the field begins with: the value or limits that are there, else a plain one. */
function ofKind(kind: Constraint['kind'], before: Constraint, parameter: ParameterName): Constraint {
  if (kind === 'free') return { kind }
  if (kind === 'bounded') {
    return before.kind === 'bounded' ? before : { kind, lower: null, upper: null }
  }
  if (before.kind === 'fixed') return before
  const middle = before.kind === 'bounded' ? (before.lower ?? before.upper) : null
  return { kind, value: middle ?? USUAL[parameter] ?? 0 }
}

const USUAL: Readonly<Partial<Record<ParameterName, number>>> = {
  top: 100,
  hill: 1,
  hillFirst: 1,
  hillSecond: 1,
  asymmetry: 1,
  fraction: 0.5,
}

function read(text: string, parameter: ParameterName, mayBeOpen: boolean): Result<number | null, string> {
  if (text.trim() === '') return mayBeOpen ? ok(null) : err('Enter a number.')
  const parsed = numberFromInput(text)
  if (!parsed.ok || !isLogDose(parameter)) return parsed
  return parsed.value > 0 ? ok(Math.log10(parsed.value)) : err('A dose must be above 0.')
}
