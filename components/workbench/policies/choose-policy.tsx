import { useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Select } from '@/components/ui/select.tsx'
import { listText } from '@/lib/format/list-text.ts'
import { isLogDose, parameterTitle, shortConstraint } from '@/lib/workbench/constraint-text.ts'
import { LOSSES, WEIGHTINGS } from '@/lib/workbench/fit-method-words.ts'
import { limitsText } from '@/lib/workbench/limit-words.ts'
import { modelTitle } from '@/lib/workbench/models.ts'
import { BUILT_IN_POLICIES, policyTitle } from '@/lib/workbench/policies.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import type { Policy, Work } from '@/lib/workbench/types.ts'
import drawer from '../drawer.module.css'
import type { Bench } from '../use-bench.ts'
import { planOfPolicy, type Plan } from './policy-plan.ts'
import styles from './policies.module.css'
import { usePolicyLibrary } from './use-policy-library.ts'

interface Props {
  readonly bench: Bench
  onPlan(plan: Plan): void
}

/** One of the policies there are, in words, and the way to try it on every curve. */
export function ChoosePolicy({ bench, onPlan }: Props) {
  const { work } = bench
  const library = usePolicyLibrary()
  const policies = offered(work, library)
  const active = activePolicy(work)
  const [chosen, setChosen] = useState(keyOf(active))
  const id = useId()
  const policy = policies.find((one) => keyOf(one) === chosen) ?? active
  return (
    <section className={styles.part} aria-label="Policy for all curves">
      <h3>
        <label htmlFor={id}>Policy for all curves</label>
      </h3>
      <Select
        id={id}
        value={keyOf(policy)}
        options={policies.map((one) => ({ value: keyOf(one), text: policyTitle(one) }))}
        onChange={setChosen}
      />
      <p className={drawer.quiet}>{policyWords(policy)}</p>
      <div className={drawer.row}>
        <Button
          size="compact"
          disabledReason={keyOf(policy) === keyOf(active) ? 'This is the policy that holds' : null}
          onClick={() => onPlan(planOfPolicy(policy, bench))}
        >
          See what would change
        </Button>
      </div>
    </section>
  )
}

/** Those of Halfmax, those the work knows, and the browser's where they are another version. */
function offered({ policies }: Work, library: readonly Policy[]): readonly Policy[] {
  const own = Object.values(policies)
  const known = new Set(own.map(keyOf))
  return [...BUILT_IN_POLICIES, ...own, ...library.filter((policy) => !known.has(keyOf(policy)))]
}

function keyOf({ name, version }: Policy): string {
  return `${name} ${version}`
}

/** "percent inhibition to “DMSO” and “pos” in Role, each plate". */
function scaleWords({ normalisation, plateLimits }: Policy): readonly string[] {
  const quoted = (values: readonly string[]) => listText(values.map((value) => `“${value}”`))
  const plates = plateLimits && Object.keys(plateLimits).length > 0 ? ['limits of plates'] : []
  if (normalisation === undefined) return plates
  if (normalisation === 'as-measured') return ['responses as measured', ...plates]
  const { kind, column, negative, positive, scope, centre } = normalisation
  const name = kind === 'inhibition' ? 'percent inhibition' : 'percent of control'
  const wells = kind === 'inhibition' ? `${quoted(negative)} and ${quoted(positive)}` : quoted(negative)
  const of = scope === 'all' ? 'over all rows' : `for each ${scope}`
  return [`${name} to the ${centre}s of ${wells} in ${column}, ${of}`, ...plates]
}

/** "4PL logistic; bottom 0 to 20, top 90 to 110, hill −4 to −0.3; outliers proposed." */
function policyWords(policy: Policy): string {
  const held = Object.entries(policy.constraints).flatMap(([key, constraint]) => {
    const name = key as Parameters<typeof parameterTitle>[0]
    if (constraint.kind === 'free' || isLogDose(name)) return []
    return `${parameterTitle(name)} ${shortConstraint(name, constraint)}`
  })
  const parts = [modelTitle(policy.model), held.length === 0 ? 'every parameter free' : listText(held)]
  const { method } = policy
  if (method) {
    if (method.loss !== 'squares') parts.push(LOSSES[method.loss])
    if (method.weighting !== 'none') parts.push(`weights ${WEIGHTINGS[method.weighting]}`)
    if (method.hasOutlierProposal) parts.push('outliers proposed')
    if (method.hasOuterEffects) parts.push('EC10 and EC90')
    parts.push(`${method.interval} intervals`)
    const limits = limitsText(method.limits)
    if (limits !== '') parts.push(limits)
  } else parts.push('the fit method stays as it is')
  parts.push(...scaleWords(policy))
  return `${parts.join('; ')}.`
}
