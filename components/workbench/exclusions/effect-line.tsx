import { useEffect, type ReactNode } from 'react'
import { counted } from '@/lib/format/format-number.ts'
import { effectFacts } from '@/lib/workbench/exclusion-effect.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import type { Bench } from '../use-bench.ts'
import { VerdictBadge } from '../verdict-badge.tsx'
import { VERDICT_WORDS } from '@/lib/workbench/verdict-words.ts'
import styles from './effect.module.css'
import { useEffectOf, type ExclusionEffect } from './use-effect-of.ts'
import type { Wells } from './use-exclusions.ts'

interface Props {
  readonly bench: Bench
  readonly wells: Wells | null
  /** Selected rather than pointed at: its effect is spoken as well. */
  readonly isSpoken: boolean
  /** What the line says while nothing is pointed at. */
  readonly idle: ReactNode
}

/** What the potency, its interval and the verdict would be without the wells pointed at, or with them again. */
export function EffectLine({ bench, wells, isSpoken, idle }: Props) {
  const effect = useEffectOf(bench, wells)
  const title = effect ? titleOf(effect, bench) : null
  const facts =
    effect?.after &&
    effectFacts(effect.before, effect.after, {
      potency: bench.potencyName,
      doseUnit: bench.work.mapping.doseUnit,
      level: activePolicy(bench.work).level,
    })
  const texts = facts ? [facts.potency, facts.interval, facts.fold].filter((text) => text !== null) : []
  const verdict = facts && `${facts.isVerdictNew ? 'verdict then ' : ''}${VERDICT_WORDS[facts.verdict]}`
  const spoken = isSpoken && facts ? `${title}: ${[...texts, verdict].join(', ')}` : null
  const { said } = bench
  useEffect(() => {
    if (spoken !== null) said.set(spoken)
  }, [spoken, said])
  if (title === null) return idle
  return (
    <span className={styles.line} role="group" aria-label="Effect of an exclusion" aria-busy={!facts}>
      <span className={styles.title} title={title}>
        {title}
      </span>
      {texts.map((text) => (
        <span key={text} className={styles.fact}>
          {text}
        </span>
      ))}
      {facts && (
        <span className={styles.verdict}>
          {facts.isVerdictNew && 'verdict then '}
          <VerdictBadge kind={facts.verdict} />
        </span>
      )}
    </span>
  )
}

/** "Without it", "With these 3 wells again, 48 h". */
function titleOf({ rows, isWithout, curve }: ExclusionEffect, bench: Bench): string {
  const [row = 0] = rows
  const wells = rows.length === 1 ? `row ${row + 1}` : `these ${counted(rows.length, 'well')}`
  const elsewhere = curve.id === bench.curve?.id ? '' : `, ${curve.label}`
  return isWithout ? `Without ${wells}${elsewhere}` : `With ${wells} again${elsewhere}`
}
