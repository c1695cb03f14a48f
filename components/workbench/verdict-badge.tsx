import {
  CircleCheck,
  CircleChevronLeft,
  CircleChevronRight,
  CircleHelp,
  CircleMinus,
  Contrast,
} from 'lucide-react'
import type { VerdictKind } from '@/lib/fit/types.ts'
import { classNames } from '@/components/ui/class-names.ts'
import styles from './verdict.module.css'

const LOOKS = {
  reportable: { word: 'Reportable', Icon: CircleCheck, tone: 'success' },
  estimated: { word: 'Estimated', Icon: Contrast, tone: 'warning' },
  'above-range': { word: 'Report as >', Icon: CircleChevronRight, tone: 'limit' },
  'below-range': { word: 'Report as <', Icon: CircleChevronLeft, tone: 'limit' },
  'no-response': { word: 'No response', Icon: CircleMinus, tone: 'quiet' },
  'not-determined': { word: 'Not determined', Icon: CircleHelp, tone: 'danger' },
} as const

/** A shape of its own and a word for each verdict; colour only repeats them. */
export function VerdictBadge({ kind }: { kind: VerdictKind }) {
  const { word, Icon, tone } = LOOKS[kind]
  return (
    <span className={classNames(styles.verdict, styles[tone])}>
      <Icon size={16} aria-hidden />
      {word}
    </span>
  )
}
