import { useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { withNames } from '@/lib/plates/named-normalisation.ts'
import { policyTitle } from '@/lib/workbench/policies.ts'
import { ownPolicyName, parsePolicyFile, policyFile } from '@/lib/workbench/policy-file.ts'
import { activePolicy, currentConstraints, modelOfCurve } from '@/lib/workbench/selectors.ts'
import type { Policy } from '@/lib/workbench/types.ts'
import drawer from '../drawer.module.css'
import { download } from '../record/download.ts'
import { textOfFile } from '../text-of-file.ts'
import type { Bench } from '../use-bench.ts'
import { planOfPolicy, type Plan } from './policy-plan.ts'
import { DescribePolicy, type Described } from './describe-policy.tsx'
import styles from './policies.module.css'
import { forgetPolicy, keepPolicy, usePolicyLibrary } from './use-policy-library.ts'

interface Props {
  readonly bench: Bench
  onPlan(plan: Plan): void
}

/** What holds for a curve, as a policy says it. */
function onScreen({ work, measured }: Bench, curveId: string): Described {
  const { covariance, level } = activePolicy(work)
  const { normalisation, plateLimits } = work
  return {
    model: modelOfCurve(work, curveId),
    constraints: currentConstraints(work, curveId),
    covariance,
    level,
    method: work.method,
    ...(normalisation && { normalisation: withNames(normalisation, measured, work) }),
    ...(Object.keys(plateLimits).length > 0 && { plateLimits }),
  }
}

/** Policies of a person's own: made of the settings on screen or by hand, kept in the browser, exchanged as files. */
export function OwnPolicies({ bench, onPlan }: Props) {
  const { work, curve } = bench
  const active = activePolicy(work)
  const isOwn = Object.hasOwn(work.policies, active.name)
  const [title, setTitle] = useState(isOwn ? active.title : '')
  const { problem, setProblem, plan, save } = usePlans({ bench, onPlan })
  const unnamed = title.trim() === '' ? 'Give it a name first' : null
  return (
    <>
      <section className={styles.part} aria-label="Your policies">
        <h3>Your policies</h3>
        <SaveSettings
          title={title}
          disabledReason={unnamed ?? (curve ? null : 'There is no curve yet')}
          onTitle={setTitle}
          onSave={() => {
            if (curve) save(title, onScreen(bench, curve.id))
          }}
        />
        <p className={drawer.quiet}>
          Takes model and constraints of {curve?.label ?? 'the curve'}, the fit method, the limits of verdict
          and plates, and the controls of a normalisation. The same name again is its next version.
        </p>
        <PolicyFiles own={isOwn ? active : null} onOpen={plan} onProblem={setProblem} />
        <KeptPolicies />
        {problem !== null && <Notice tone="warning" title={problem} />}
      </section>
      <details className={styles.full}>
        <summary>Describe one by hand</summary>
        {/* Begins with what holds: another policy, another beginning. */}
        <DescribePolicy
          key={`${active.name} ${active.version}`}
          bench={bench}
          disabledReason={unnamed}
          onSave={(described) => save(title, described)}
        />
      </details>
    </>
  )
}

/** Policies on their way to the table: kept in this browser, then looked at before they hold. */
function usePlans({ bench, onPlan }: Props) {
  const library = usePolicyLibrary()
  const [problem, setProblem] = useState<string | null>(null)
  const plan = (policy: Policy) => {
    setProblem(
      keepPolicy(policy) ? null : 'This browser keeps nothing, so the policy stays with this analysis alone.',
    )
    onPlan(planOfPolicy(policy, bench))
  }
  /** The next version of the policy of that title. */
  const save = (title: string, described: Described) => {
    if (title.trim() === '') return
    const name = ownPolicyName(title)
    const before = Math.max(
      bench.work.policies[name]?.version ?? 0,
      library.find((policy) => policy.name === name)?.version ?? 0,
    )
    plan({ name, title: title.trim(), version: before + 1, ...described })
  }
  return { problem, setProblem, plan, save }
}

interface SaveProps {
  readonly title: string
  readonly disabledReason: string | null
  onTitle(title: string): void
  onSave(): void
}

function SaveSettings({ title, disabledReason, onTitle, onSave }: SaveProps) {
  const id = useId()
  return (
    <form
      className={drawer.row}
      onSubmit={(event) => {
        event.preventDefault()
        onSave()
      }}
    >
      <label htmlFor={id}>Name</label>
      <input
        id={id}
        type="text"
        className={styles.name}
        maxLength={80}
        value={title}
        onChange={(event) => onTitle(event.currentTarget.value)}
      />
      <Button type="submit" size="compact" disabledReason={disabledReason}>
        Save these settings
      </Button>
    </form>
  )
}

interface FileProps {
  /** The policy that holds, where it is a person's own. */
  readonly own: Policy | null
  onOpen(policy: Policy): void
  onProblem(sentence: string): void
}

function PolicyFiles({ own, onOpen, onProblem }: FileProps) {
  const field = useRef<HTMLInputElement>(null)
  const open = async (file: File | undefined) => {
    if (file) {
      const text = await textOfFile(file)
      const read = text.ok ? parsePolicyFile(text.value) : text
      if (read.ok) onOpen(read.value)
      else onProblem(`${file.name} was not taken. ${read.error}`)
    }
    if (field.current) field.current.value = ''
  }
  return (
    <div className={drawer.row}>
      <Button
        size="compact"
        look="plain"
        disabledReason={own ? null : 'A policy of your own must hold'}
        onClick={() => {
          if (own) download(`${own.title}.policy.json`, policyFile(own), 'application/json')
        }}
      >
        Export the policy that holds
      </Button>
      <label className={styles.open}>
        Open a policy file
        <input
          ref={field}
          type="file"
          accept=".json,application/json"
          onChange={(event) => void open(event.currentTarget.files?.[0])}
        />
      </label>
    </div>
  )
}

function KeptPolicies() {
  const library = usePolicyLibrary()
  if (library.length === 0) return null
  return (
    <ul className={styles.groups} aria-label="Kept in this browser">
      {library.map((policy) => (
        <li key={policy.name}>
          {policyTitle(policy)}
          <Button size="compact" look="link" onClick={() => forgetPolicy(policy.name)}>
            Forget {policy.title}
          </Button>
        </li>
      ))}
    </ul>
  )
}
