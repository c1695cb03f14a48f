import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { previewSentence } from '@/lib/workbench/policy-preview.ts'
import drawer from '../drawer.module.css'
import type { DrawerProps } from '../bench-drawers.tsx'
import { ChoosePolicy } from './choose-policy.tsx'
import { GroupSettings } from './group-settings.tsx'
import { OriginsTable } from './origins-table.tsx'
import { OwnPolicies } from './own-policies.tsx'
import styles from './policies.module.css'
import type { Plan } from './policy-plan.ts'
import { PreviewTable } from './preview-table.tsx'
import { ServerRefit } from './server-refit.tsx'
import { usePreview } from './use-preview.ts'

/** Settings for many curves at once: tried on all of them before they hold, one step to undo after. */
export default function PoliciesDrawer({ bench, onShowPush }: DrawerProps) {
  const [plan, setPlan] = useState<Plan | null>(null)
  const state = usePreview(bench, plan?.action ?? null)
  const { said } = bench
  const spoken = state.kind === 'ready' ? previewSentence(state.preview) : null
  useEffect(() => {
    if (spoken !== null) said.set(spoken)
  }, [spoken, said])
  const apply = () => {
    if (plan) bench.dispatch(plan.action)
    setPlan(null)
  }
  return (
    <div className={drawer.drawer}>
      <div className={drawer.columns}>
        <ChoosePolicy bench={bench} onPlan={setPlan} />
        <GroupSettings bench={bench} onPlan={setPlan} />
        <OwnPolicies bench={bench} onPlan={setPlan} />
      </div>
      {bench.refits && <ServerRefit bench={bench} refits={bench.refits} onShowPush={onShowPush} />}
      <OriginsTable bench={bench} />
      {plan && (
        <section className={styles.preview} aria-label="Before it is applied">
          <h3>{plan.title}</h3>
          {plan.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          <PreviewTable bench={bench} state={state} />
          <div className={drawer.row}>
            <Button size="compact" look="primary" onClick={apply}>
              Apply
            </Button>
            <Button size="compact" look="plain" onClick={() => setPlan(null)}>
              Leave it as it is
            </Button>
          </div>
        </section>
      )}
    </div>
  )
}
