import { useId, useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { NumberField } from '@/components/ui/number-field.tsx'
import { formatFull } from '@/lib/format/format-number.ts'
import { err, ok } from '@/lib/result.ts'
import { numberFromInput } from '@/lib/workbench/validate-constraint.ts'
import { Select } from '@/components/ui/select.tsx'
import type { FitMethod } from '@/lib/workbench/types.ts'
import { INTERVALS, LOSSES, WEIGHTINGS } from './fit-method-words.ts'
import styles from './fit-method-section.module.css'

interface Props {
  readonly method: FitMethod
  /** `label` completes "Undo …". */
  onMethod(method: FitMethod, label: string): void
}

/** Loss, weights, intervals and outliers of every curve of the frame. */
export default function FitMethodFields({ method, onMethod }: Props) {
  return (
    <div className={styles.fields}>
      <Choice
        label="Loss"
        value={method.loss}
        texts={LOSSES}
        onChange={(loss) => onMethod({ ...method, loss }, `loss ${LOSSES[loss].toLowerCase()}`)}
      />
      <Choice
        label="Weights"
        value={method.weighting}
        texts={WEIGHTINGS}
        onChange={(weighting) =>
          onMethod({ ...method, weighting }, `weights ${WEIGHTINGS[weighting].toLowerCase()}`)
        }
      />
      <Choice
        label="Intervals"
        value={method.interval}
        texts={INTERVALS}
        onChange={(interval) =>
          onMethod({ ...method, interval }, `intervals ${INTERVALS[interval].toLowerCase()}`)
        }
      />
      <FoldLimit method={method} onMethod={onMethod} />
      <Checkbox
        isChecked={method.hasOutlierProposal}
        onChange={(hasOutlierProposal) =>
          onMethod(
            { ...method, hasOutlierProposal },
            hasOutlierProposal ? 'propose outliers' : 'propose no outliers',
          )
        }
      >
        Propose outliers (ROUT, Q = 1 %)
      </Checkbox>
      <Checkbox
        isChecked={method.hasOuterEffects}
        onChange={(hasOuterEffects) =>
          onMethod(
            { ...method, hasOuterEffects },
            hasOuterEffects ? 'add EC10 and EC90' : 'leave EC10 and EC90 out',
          )
        }
      >
        EC10 and EC90 besides the midpoint
      </Checkbox>
      <HelpLink to="parameters#fit-method">fit method</HelpLink>
    </div>
  )
}

/** How many fold apart relative and absolute potency may be before the card warns. */
function FoldLimit({ method, onMethod }: Props) {
  const id = useId()
  const [error, setError] = useState<string | null>(null)
  return (
    <>
      <span title="Relative and absolute potency">Warn past</span>
      <NumberField
        label="Warn when relative and absolute differ more than"
        shown={formatFull(method.foldLimit)}
        unit="fold"
        size="compact"
        errorId={error === null ? undefined : id}
        parse={parseFold}
        onError={setError}
        onValue={(foldLimit, how) => {
          if (how === 'settled' || foldLimit === null || foldLimit === method.foldLimit) return
          onMethod({ ...method, foldLimit }, `warn past ${formatFull(foldLimit)}-fold`)
        }}
      />
      {error !== null && (
        <p id={id} className={styles.error} role="alert">
          {error}
        </p>
      )}
    </>
  )
}

function parseFold(text: string) {
  const parsed = numberFromInput(text)
  if (!parsed.ok) return parsed
  return parsed.value >= 1 ? ok(parsed.value) : err('A fold difference is 1 or more.')
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly texts: Readonly<Record<T, string>>
  onChange(value: T): void
}

function Choice<T extends string>({ label, value, texts, onChange }: ChoiceProps<T>) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        value={value}
        options={(Object.keys(texts) as T[]).map((key) => ({ value: key, text: texts[key] }))}
        onChange={onChange}
      />
    </>
  )
}
