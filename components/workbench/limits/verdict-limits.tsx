import { useId, useMemo, useState } from 'react'
import { Select } from '@/components/ui/select.tsx'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { findInvalidLimit, USUAL_VERDICT_LIMITS } from '@/lib/fit/screen/limits.ts'
import type { VerdictLimits } from '@/lib/fit/types.ts'
import { LIMIT_WORDS } from '@/lib/workbench/limit-words.ts'
import { limitsOfCurve } from '@/lib/workbench/selectors.ts'
import { limitOriginsBelow, withoutScope } from '@/lib/workbench/setting-origins.ts'
import type { FitMethod, LimitScope, Work, WorkAction } from '@/lib/workbench/types.ts'
import { LimitFields, type LimitField } from './limit-fields.tsx'
import { ALL, limitScopes, ownLimits, type LimitChoice } from './limit-scopes.ts'
import styles from './limit-fields.module.css'

const FIELDS = (Object.keys(LIMIT_WORDS) as (keyof VerdictLimits)[]).map(
  (name): LimitField<keyof VerdictLimits> => ({
    name,
    ...LIMIT_WORDS[name],
    usual: USUAL_VERDICT_LIMITS[name],
  }),
)

/** What limits of one curve or group need to know; a policy that is described has neither. */
export interface LimitPlace {
  readonly work: Work
  readonly curve: CurveData
  readonly curves: readonly CurveData[]
  dispatch(action: WorkAction): void
}

interface Props {
  readonly method: FitMethod
  /** Of the policy that holds; null: there is no policy to come from. */
  readonly ofPolicy: Partial<VerdictLimits> | null
  readonly place?: LimitPlace | undefined
  onMethod(method: FitMethod, label: string): void
}

/** The engine's words with the limit as the page names it. */
function checkLimits(limits: Partial<VerdictLimits>): string | null {
  const problem = findInvalidLimit(limits)
  const name = FIELDS.find((field) => problem?.startsWith(`The limit ${field.name} `))
  return name === undefined || problem === null
    ? problem
    : problem.replace(`The limit ${name.name}`, `“${name.title}”`)
}

/** Without any the method is one of nothing said, as it was before. */
function withLimits(method: FitMethod, limits: Partial<VerdictLimits>): FitMethod {
  const { limits: _, ...others } = method
  return Object.keys(limits).length === 0 ? others : { ...others, limits }
}

/** Where the verdict draws its lines: for all curves, for a group, or for one curve. */
export function VerdictLimitFields({ method, ofPolicy, place, onMethod }: Props) {
  const [chosen, setChosen] = useState(ALL)
  const { curve, curves } = place ?? {}
  const scopes = useMemo(() => (curve && curves ? limitScopes(curve, curves) : []), [curve, curves])
  const scope = scopes.find(({ value }) => value === chosen)
  return (
    <>
      {place && <ScopeChoice scopes={scopes} value={scope ? chosen : ALL} onChange={setChosen} />}
      {place && scope?.of ? (
        <ScopedFields key={chosen} place={place} scope={scope.of} name={scope.name} />
      ) : (
        <LimitFields
          fields={FIELDS}
          set={method.limits ?? {}}
          ofPolicy={ofPolicy}
          check={checkLimits}
          onLimits={(limits, label) => onMethod(withLimits(method, limits), label)}
        />
      )}
    </>
  )
}

interface ChoiceProps {
  readonly scopes: readonly LimitChoice[]
  readonly value: string
  onChange(value: string): void
}

function ScopeChoice({ scopes, value, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <p className={styles.scope}>
      <label htmlFor={id}>Limits of</label>
      <Select id={id} value={value} options={scopes} onChange={onChange} />
    </p>
  )
}

interface ScopedProps {
  readonly place: LimitPlace
  readonly scope: LimitScope
  readonly name: string
}

function ScopedFields({ place, scope, name }: ScopedProps) {
  const { work, curve, dispatch } = place
  const below = useMemo(
    () => ({
      limits: limitsOfCurve(withoutScope(work, curve.id, scope), curve.id),
      origins: limitOriginsBelow(work, curve.id, scope),
      own: name,
    }),
    [work, curve, scope, name],
  )
  const who = scope.kind === 'curve' ? curve.label : name
  return (
    <LimitFields
      fields={FIELDS}
      set={ownLimits(work, scope)}
      ofPolicy={null}
      below={below}
      check={checkLimits}
      onLimits={(limits, label) =>
        dispatch({ kind: 'set-limits', of: scope, limits, label: `${label} for ${who}` })
      }
    />
  )
}
