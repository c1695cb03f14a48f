import { counted, formatNumber, withUnit } from '@/lib/format/format-number.ts'
import { CircleAlert, RotateCcw } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { Segmented } from '@/components/ui/segmented.tsx'
import text from '@/components/ui/text.module.css'
import type { MovePhase } from '@/components/ui/slider-thumb.tsx'
import { ValueSlider, type Handle } from '@/components/ui/value-slider.tsx'
import { isMeanOfControls } from '@/lib/fit/models/model.ts'
import type { Constraint, ParameterName } from '@/lib/fit/types.ts'
import { boundsAround } from '@/lib/workbench/bounds-around.ts'
import { shortConstraint } from '@/lib/workbench/constraint-text.ts'
import { BoundFields } from './bound-fields.tsx'
import { ParameterField } from './parameter-field.tsx'
import styles from './parameter-row.module.css'
import { constraintProblem, intervalText, rowTitle, toShown, type ParameterView } from './parameter-view.ts'

/** `gesture` is shared by the steps of one drag or one bout of typing, null for a single act. */
export type SetConstraint = (name: ParameterName, constraint: Constraint, gesture: string | null) => void

interface Props {
  readonly view: ParameterView
  readonly isStale: boolean
  onConstraint: SetConstraint
  onReset(name: ParameterName): void
}

const KINDS = [
  { value: 'free', text: 'Free' },
  { value: 'fixed', text: 'Fixed' },
  { value: 'bounded', text: 'Bounded' },
] as const

export function ParameterRow({ view, isStale, onConstraint, onReset }: Props) {
  const { name, constraint, estimate } = view
  const title = rowTitle(name)
  const errorId = useId()
  const [fieldError, setFieldError] = useState<string | null>(null)
  const error = fieldError ?? constraintProblem(view)
  const isAtBound = estimate?.state === 'at-lower' || estimate?.state === 'at-upper'
  return (
    <section
      className={classNames(styles.row, view.origin === 'curve' && styles.set, isAtBound && styles.atBound)}
      aria-label={title}
    >
      <div className={styles.line}>
        <h3>{title}</h3>
        {name === 'hill' && estimate && (
          <span className={classNames(text.small, text.muted)}>
            {estimate.estimate > 0 ? 'rises with dose' : 'falls with dose'}
          </span>
        )}
        {isAtBound && (
          <span className={styles.warn}>
            <CircleAlert size={14} aria-hidden />
            At bound
          </span>
        )}
        <Segmented
          label={`${title} is`}
          options={KINDS}
          value={constraint.kind}
          onChange={(kind) => onConstraint(name, constraintOfKind(kind, view), null)}
        />
      </div>
      <div className={classNames(styles.values, isStale && text.stale)}>
        <ParameterField
          view={view}
          errorId={error !== null && constraint.kind !== 'bounded' ? errorId : undefined}
          onConstraint={onConstraint}
          onError={setFieldError}
        />
        <RowSlider view={view} onConstraint={onConstraint} />
      </div>
      {constraint.kind === 'bounded' && (
        <BoundFields
          view={view}
          constraint={constraint}
          errorId={error === null ? undefined : errorId}
          onConstraint={onConstraint}
          onError={setFieldError}
        />
      )}
      {error !== null && (
        <p className={styles.error} id={errorId} role="alert">
          <CircleAlert size={14} aria-hidden />
          {error}
        </p>
      )}
      {constraint.kind === 'fixed' && view.controls.length > 0 && (
        <FromControls view={view} onConstraint={onConstraint} />
      )}
      <RowFacts view={view} onReset={onReset} />
    </section>
  )
}

/** A plateau held at what its controls show; how sure their mean is joins the errors of the fit. */
function FromControls({ view, onConstraint }: { view: ParameterView; onConstraint: SetConstraint }) {
  return (
    <div className={styles.facts}>
      <span>mean of</span>
      {view.controls.map(({ name, mean, variance, count }) => (
        <Button
          key={name}
          look="link"
          size="compact"
          title={`Hold it at the mean of ${counted(count, 'well')}`}
          onClick={() => onConstraint(view.name, { kind: 'fixed', value: mean, variance }, null)}
        >
          {name}, {withUnit(formatNumber(mean), view.unit)}
        </Button>
      ))}
    </div>
  )
}

function RowFacts({ view, onReset }: { view: ParameterView; onReset(name: ParameterName): void }) {
  const interval = intervalText(view)
  const isChanged = view.origin === 'curve'
  const policy = `${view.inheritedFrom}: ${shortConstraint(view.name, view.policyConstraint)}`
  if (interval === null && !isChanged && view.policyConstraint.kind === 'free') return null
  return (
    <div className={styles.facts}>
      {interval !== null && <span>{interval}</span>}
      {interval === null && view.constraint.kind === 'fixed' && (
        <span>
          {isMeanOfControls(view.constraint) ? 'held at the mean of controls' : 'held, not estimated'}
        </span>
      )}
      <span className={text.grow} />
      {(isChanged || view.policyConstraint.kind !== 'free') && <span>{policy}</span>}
      {isChanged && (
        <Button
          look="icon"
          size="compact"
          aria-label={`Return ${rowTitle(view.name)} to the ${view.inheritedFrom}`}
          title={`Return to the ${view.inheritedFrom}`}
          onClick={() => onReset(view.name)}
        >
          <RotateCcw size={14} aria-hidden />
        </Button>
      )}
    </div>
  )
}

function RowSlider({ view, onConstraint }: { view: ParameterView; onConstraint: SetConstraint }) {
  const { name, constraint, estimate, range } = view
  const shownInterval = estimate?.profile ?? estimate?.wald ?? null
  const move = (handle: Handle, value: number, phase: MovePhase) => {
    const gesture = phase === 'moving' ? `slide-${name}-${handle}` : null
    if (handle === 'value')
      return onConstraint(name, { kind: 'fixed', value }, gesture ?? `slide-${name}-${handle}`)
    const limits = constraint.kind === 'bounded' ? constraint : { lower: null, upper: null }
    onConstraint(
      name,
      {
        kind: 'bounded',
        lower: handle === 'lower' ? Math.min(value, limits.upper ?? Infinity) : limits.lower,
        upper: handle === 'upper' ? Math.max(value, limits.lower ?? -Infinity) : limits.upper,
      },
      `slide-${name}-${handle}`,
    )
  }
  return (
    <ValueSlider
      label={rowTitle(name)}
      min={range[0]}
      max={range[1]}
      value={constraint.kind === 'fixed' ? constraint.value : (estimate?.estimate ?? null)}
      interval={shownInterval && [shownInterval.lower ?? range[0], shownInterval.upper ?? range[1]]}
      bounds={constraint.kind === 'bounded' ? [constraint.lower, constraint.upper] : null}
      reference={view.previous}
      textOf={(value) => `${formatNumber(toShown(name, value))} ${view.unit}`}
      onMove={move}
    />
  )
}

/** A change of kind keeps what is on screen: fixed at the estimate, bounded around what the fit found. */
export function constraintOfKind(kind: Constraint['kind'], view: ParameterView): Constraint {
  const { constraint, estimate, range, policyConstraint } = view
  const now =
    constraint.kind === 'fixed' ? constraint.value : (estimate?.estimate ?? (range[0] + range[1]) / 2)
  if (kind === 'free') return { kind: 'free' }
  if (kind === 'fixed') {
    if (policyConstraint.kind === 'fixed') return policyConstraint
    return { kind: 'fixed', value: Number(now.toPrecision(3)) }
  }
  return boundsAround(view.name, now, range)
}
