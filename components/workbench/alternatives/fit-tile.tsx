import { useMemo } from 'react'
import { classNames } from '@/components/ui/class-names.ts'
import type { FigureCurve, FigureInput } from '@/lib/figure/types.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { formatNumber } from '@/lib/format/format-number.ts'
import type { ReadyFit } from '@/lib/workbench/ready-fits.ts'
import type { DoseUnit } from '@/lib/data-frame/types.ts'
import { potencyView } from '../potency-view.ts'
import { VerdictBadge } from '../verdict-badge.tsx'
import styles from './other-fits.module.css'
import { Thumbnail } from './thumbnail.tsx'

interface Props {
  readonly ready: ReadyFit
  readonly fit: CurveFit | null
  /** 1 to 8: the key that takes it. */
  readonly digit: number
  readonly hasKeys: boolean
  readonly figure: FigureInput
  readonly ghost: CurveFit | null
  draw(fit: CurveFit): FigureCurve | null
  /** AICc above the best of the tiles; null where they cannot be compared. */
  readonly aiccAbove: number | null
  readonly names: { readonly potency: 'IC50' | 'EC50'; readonly unit: DoseUnit; readonly level: number }
  onTake(): void
  /** Pointed at, or focused: true; left: false. */
  onLook(isLooking: boolean): void
}

/** One ready fit: what it draws, what it makes of the potency, and how sure it is. */
export function FitTile(props: Props) {
  const { ready, fit, digit, hasKeys, figure, draw, aiccAbove } = props
  const drawn = useMemo(() => fit && draw(fit), [fit, draw])
  const isOff = ready.missing !== null
  return (
    <li>
      <button
        type="button"
        className={classNames(styles.tile, ready.isInUse && styles.used)}
        aria-pressed={ready.isInUse}
        aria-disabled={isOff}
        aria-keyshortcuts={hasKeys ? String(digit) : undefined}
        onMouseEnter={() => props.onLook(true)}
        onMouseLeave={() => props.onLook(false)}
        onFocus={() => props.onLook(true)}
        onBlur={() => props.onLook(false)}
        onClick={() => {
          if (!isOff) props.onTake()
        }}
      >
        <span className={styles.head}>
          <b>{ready.title}</b>
          {hasKeys && <kbd>{digit}</kbd>}
        </span>
        <span className={styles.held}>{ready.isInUse ? join(['in use', ready.held]) : ready.held}</span>
        <Thumbnail figure={figure} curve={drawn} ghost={props.ghost} />
        {isOff ? (
          <span className={styles.missing}>Needs {ready.missing}</span>
        ) : fit ? (
          <Facts fit={fit} aiccAbove={aiccAbove} names={props.names} />
        ) : (
          <span className={styles.missing}>Fitting</span>
        )}
      </button>
    </li>
  )
}

function Facts({ fit, aiccAbove, names }: { fit: CurveFit } & Pick<Props, 'aiccAbove' | 'names'>) {
  const { relative } = fit
  const view = potencyView(relative, {
    unit: names.unit,
    name: names.potency,
    responseUnit: '',
    absoluteLevel: null,
    level: names.level,
  })
  const interval = relative.qualifier === '=' ? view.interval : null
  return (
    <>
      <span className={styles.potency}>
        {view.value === null ? `No ${names.potency}` : `${view.value} ${view.unit}`}
      </span>
      <span className={styles.line}>
        {interval ?? (relative.logDose === null ? relative.verdict.text : '')}
      </span>
      <span className={styles.line}>{aiccText(fit, aiccAbove)}</span>
      <VerdictBadge kind={relative.verdict.kind} />
    </>
  )
}

function aiccText({ aicc }: CurveFit, above: number | null): string {
  if (aicc === null) return 'no AICc'
  if (above === null) return `AICc ${formatNumber(aicc)}`
  if (above === 0) return 'AICc lowest'
  return `AICc +${formatNumber(above, 2)}`
}

function join(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('; ')
}
