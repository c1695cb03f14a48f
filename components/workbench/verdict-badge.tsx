import {
  CircleCheck,
  CircleChevronLeft,
  CircleChevronRight,
  CircleHelp,
  CircleMinus,
  Contrast,
} from 'lucide-react'
import type { VerdictKind } from '@/lib/fit/types.ts'
import { VERDICT_BADGES } from '@/lib/workbench/verdict-words.ts'
import { classNames } from '@/components/ui/class-names.ts'
import styles from './verdict.module.css'

const LOOKS = {
  reportable: { Icon: CircleCheck, tone: 'success' },
  estimated: { Icon: Contrast, tone: 'warning' },
  'above-range': { Icon: CircleChevronRight, tone: 'limit' },
  'below-range': { Icon: CircleChevronLeft, tone: 'limit' },
  'no-response': { Icon: CircleMinus, tone: 'quiet' },
  'not-determined': { Icon: CircleHelp, tone: 'danger' },
} as const

/** A shape of its own and a word for each verdict; colour only repeats them. */
export function VerdictBadge({ kind }: { kind: VerdictKind }) {
  const { Icon, tone } = LOOKS[kind]
  return (
    <span className={classNames(styles.verdict, styles[tone])}>
      <Icon size={16} aria-hidden />
      {VERDICT_BADGES[kind]}
    </span>
  )
}
