import { useId, useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { ErrorBubble } from '@/components/ui/error-bubble.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { NumberField } from '@/components/ui/number-field.tsx'
import { formatFull } from '@/lib/format/format-number.ts'
import { err, ok } from '@/lib/result.ts'
import { numberFromInput } from '@/lib/workbench/validate-constraint.ts'
import { Select } from '@/components/ui/select.tsx'
import type { FitMethod } from '@/lib/workbench/types.ts'
import { INTERVALS, LOSSES, WEIGHTINGS } from '@/lib/workbench/fit-method-words.ts'
import { methodOrigin } from '@/lib/workbench/setting-origins.ts'
import { limitsOfCurve } from '@/lib/workbench/selectors.ts'
import { VerdictLimitFields, type LimitPlace } from './limits/verdict-limits.tsx'
import styles from './fit-method-section.module.css'

interface Props {
  readonly method: FitMethod
  /** That of the policy that holds, null where it says nothing of it; absent: there is none to come from. */
  readonly ofPolicy?: FitMethod | null
  /** Lets limits be set for one curve or its groups too. */
  readonly place?: LimitPlace
  /** `label` completes "Undo …". */
  onMethod(method: FitMethod, label: string): void
}

/** Loss, weights, intervals and outliers of every curve of the frame. */
export default function FitMethodFields({ method, ofPolicy, place, onMethod }: Props) {
  const origin = (name: keyof FitMethod) =>
    ofPolicy === undefined ? null : methodOrigin(method, ofPolicy, name)
  return (
    <div className={styles.fields}>
      <Choice
        label="Loss"
        origin={origin('loss')}
        value={method.loss}
        texts={LOSSES}
        onChange={(loss) => onMethod({ ...method, loss }, `loss ${LOSSES[loss].toLowerCase()}`)}
      />
      <Choice
        label="Weights"
        origin={origin('weighting')}
        value={method.weighting}
        texts={WEIGHTINGS}
        onChange={(weighting) =>
          onMethod({ ...method, weighting }, `weights ${WEIGHTINGS[weighting].toLowerCase()}`)
        }
      />
      <Choice
        label="Intervals"
        origin={origin('interval')}
        value={method.interval}
        texts={INTERVALS}
        onChange={(interval) =>
          onMethod({ ...method, interval }, `intervals ${INTERVALS[interval].toLowerCase()}`)
        }
      />
      <FoldLimit method={method} origin={origin('foldLimit')} onMethod={onMethod} />
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
        <Origin text={origin('hasOutlierProposal')} />
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
        <Origin text={origin('hasOuterEffects')} />
      </Checkbox>
      <details className={styles.limits}>
        <summary>
          Verdict limits <span className={styles.origin}>{limitsHint(method, place)}</span>
        </summary>
        <VerdictLimitFields
          method={method}
          ofPolicy={ofPolicy === undefined ? null : (ofPolicy?.limits ?? {})}
          place={place}
          onMethod={onMethod}
        />
      </details>
      <HelpLink to="parameters#fit-method">fit method</HelpLink>
    </div>
  )
}

/** "1 set", of the curve on show where there is one; or that all are the usual ones. */
function limitsHint({ limits = {} }: FitMethod, place: LimitPlace | undefined): string {
  const count = Object.keys(place ? limitsOfCurve(place.work, place.curve.id) : limits).length
  return count === 0 ? 'all usual' : `${count} set`
}

function Origin({ text }: { readonly text: string | null }) {
  return text === null ? null : <span className={styles.origin}> {text}</span>
}

/** How many fold apart relative and absolute potency may be before the card warns. */
function FoldLimit({ method, origin, onMethod }: Props & { readonly origin: string | null }) {
  const id = useId()
  const [error, setError] = useState<string | null>(null)
  return (
    <>
      <span>Warn past</span>
      <span className={styles.value}>
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
        <Origin text="between relative and absolute" />
        <Origin text={origin} />
        <ErrorBubble id={id} text={error} />
      </span>
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
  readonly origin: string | null
  readonly value: T
  readonly texts: Readonly<Record<T, string>>
  onChange(value: T): void
}

function Choice<T extends string>({ label, origin, value, texts, onChange }: ChoiceProps<T>) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <span className={styles.value}>
        <Select
          id={id}
          value={value}
          options={(Object.keys(texts) as T[]).map((key) => ({ value: key, text: texts[key] }))}
          onChange={onChange}
        />
        <Origin text={origin} />
      </span>
    </>
  )
}
