import { type ReactNode, useId } from 'react'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { Select } from '@/components/ui/select.tsx'
import text from '@/components/ui/text.module.css'
import type { ParameterName } from '@/lib/fit/types.ts'
import styles from './parameter-panel.module.css'
import { ParameterRow, type SetConstraint } from './parameter-row.tsx'
import type { ParameterView } from './parameter-view.ts'

interface Props {
  readonly curveLabel: string
  readonly series: number
  readonly policy: string
  readonly policies: readonly { readonly name: string; readonly title: string }[]
  readonly views: readonly ParameterView[]
  readonly isStale: boolean
  /** Under the rows: what else decides the fit. */
  readonly children: ReactNode
  onPolicy(policy: string): void
  onConstraint: SetConstraint
  onReset(name: ParameterName): void
}

export function ParameterPanel(props: Props) {
  const { views, isStale, policy, policies } = props
  const selectId = useId()
  const changes = views.filter((view) => view.origin === 'curve').length
  const suffix = changes === 0 ? '' : `, ${changes} ${changes === 1 ? 'change' : 'changes'}`
  return (
    <section
      aria-label="Parameters"
      style={{ '--series': `var(--s${(props.series % 5) + 1})` } as React.CSSProperties}
    >
      <header className={styles.head}>
        <h2>Parameters</h2>
        <span className={styles.curve} title={props.curveLabel}>
          {props.curveLabel}
        </span>
        <span className={text.grow} />
        <span className={styles.policy}>
          <label htmlFor={selectId}>Policy</label>
          <Select
            isPlain
            id={selectId}
            value={policy}
            options={policies.map(({ name, title }) => ({
              value: name,
              text: name === policy ? `${title}${suffix}` : title,
            }))}
            onChange={props.onPolicy}
          />
        </span>
      </header>
      {views.map((view) => (
        <ParameterRow
          key={view.name}
          view={view}
          isStale={isStale}
          onConstraint={props.onConstraint}
          onReset={props.onReset}
        />
      ))}
      {props.children}
      <div className={styles.help}>
        <HelpLink to="parameters">parameters</HelpLink>
      </div>
    </section>
  )
}
