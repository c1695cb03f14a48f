import { useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ErrorBubble } from '@/components/ui/error-bubble.tsx'
import { NumberField } from '@/components/ui/number-field.tsx'
import { Select } from '@/components/ui/select.tsx'
import { formatFull } from '@/lib/format/format-number.ts'
import { err, ok } from '@/lib/result.ts'
import { COVARIANCES } from '@/lib/workbench/fit-method-words.ts'
import { MODEL_NAMES, modelTitle, parametersOf } from '@/lib/workbench/models.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import type { Policy } from '@/lib/workbench/types.ts'
import { plateauConflict } from '@/lib/workbench/validate-constraint.ts'
import FitMethodFields from '../fit-method-fields.tsx'
import { PlateLimitFields } from '../plates/plate-limits.tsx'
import type { Bench } from '../use-bench.ts'
import { ConstraintFields } from './constraint-fields.tsx'
import { NamedNormalisationFields } from './named-normalisation-fields.tsx'
import styles from './policies.module.css'

/** A policy before it has a name and a version. */
export type Described = Omit<Policy, 'name' | 'title' | 'version'>

const COVARIANCE_CHOICES = (['expected', 'observed'] as const).map((value) => ({
  value,
  text: COVARIANCES[value],
}))

interface Props {
  readonly bench: Bench
  /** Why it cannot be saved now, or null. */
  readonly disabledReason: string | null
  onSave(described: Described): void
}

/** A policy field by field, from the one that holds. Nothing holds until it is saved and applied. */
export function DescribePolicy({ bench, disabledReason, onSave }: Props) {
  const [draft, setDraft] = useState<Described>(() => {
    const { name: _, title: _title, version: _version, ...described } = activePolicy(bench.work)
    return { ...described, method: described.method ?? bench.work.method }
  })
  const edit = (change: Partial<Described>) => setDraft({ ...draft, ...change })
  const modelId = useId()
  const conflict = plateauConflict(draft.constraints)
  return (
    <div className={styles.described} role="group" aria-label="Describe a policy">
      <div className={styles.pairs}>
        <label htmlFor={modelId}>Model</label>
        <Select
          id={modelId}
          value={draft.model}
          options={MODEL_NAMES.map((name) => ({ value: name, text: modelTitle(name) }))}
          onChange={(model) => edit({ model })}
        />
        {parametersOf(draft.model, draft.constraints).map(({ name }) => (
          <ConstraintFields
            key={name}
            parameter={name}
            constraint={draft.constraints[name] ?? { kind: 'free' }}
            onConstraint={(constraint) => edit({ constraints: { ...draft.constraints, [name]: constraint } })}
          />
        ))}
        <Level level={draft.level} onLevel={(level) => edit({ level })} />
        <Covariance value={draft.covariance} onChange={(covariance) => edit({ covariance })} />
      </div>
      <div className={styles.method}>
        <FitMethodFields method={draft.method ?? bench.work.method} onMethod={(method) => edit({ method })} />
      </div>
      <div className={styles.pairs}>
        <NamedNormalisationFields
          bench={bench}
          value={draft.normalisation}
          onChange={(normalisation) => {
            const { normalisation: _, ...others } = draft
            setDraft(normalisation === undefined ? others : { ...others, normalisation })
          }}
        />
        <details className={styles.wide}>
          <summary>What a plate is flagged by</summary>
          <PlateLimitFields
            limits={draft.plateLimits ?? {}}
            ofPolicy={null}
            onLimits={(plateLimits) => edit({ plateLimits })}
          />
        </details>
      </div>
      {/* Its line is there without it, so that what follows stays in its place. */}
      <div className={`${styles.error} ${styles.kept}`}>
        {conflict !== null && <span role="alert">{conflict}</span>}
      </div>
      <div className={styles.wide}>
        <Button size="compact" disabledReason={disabledReason ?? conflict} onClick={() => onSave(draft)}>
          Save this description
        </Button>
      </div>
    </div>
  )
}

function Level({ level, onLevel }: { readonly level: number; onLevel(level: number): void }) {
  const id = useId()
  const [error, setError] = useState<string | null>(null)
  return (
    <>
      <span>Confidence level</span>
      <span className={styles.field}>
        <NumberField
          label="Confidence level"
          shown={formatFull(Number((level * 100).toPrecision(6)))}
          unit="%"
          size="compact"
          errorId={error === null ? undefined : id}
          parse={(text) => {
            const value = Number(text.replace('%', '').replace(',', '.'))
            return value > 0 && value < 100 ? ok(value) : err('A level lies between 0 and 100 %.')
          }}
          onError={setError}
          onValue={(value, how) => {
            if (how === 'committed' && value !== null) onLevel(value / 100)
          }}
        />
        <ErrorBubble id={id} text={error} />
      </span>
    </>
  )
}

interface CovarianceProps {
  readonly value: Policy['covariance']
  onChange(value: Policy['covariance']): void
}

function Covariance({ value, onChange }: CovarianceProps) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>Standard errors</label>
      <Select id={id} value={value} options={COVARIANCE_CHOICES} onChange={onChange} />
    </>
  )
}
