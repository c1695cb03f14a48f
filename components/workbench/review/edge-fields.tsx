import { useId, useState, type FormEvent } from 'react'
import { Button } from '@/components/ui/button.tsx'
import type { DoseUnit } from '@/lib/data-frame/types.ts'
import type { Brush, ReviewRow } from '@/lib/workbench/review-list.ts'
import styles from './scatter.module.css'

interface Props {
  readonly brush: Brush | null
  readonly rows: readonly ReviewRow[]
  readonly unit: DoseUnit
  readonly responseUnit: string
  readonly potencyName: string
  onBrush(brush: Brush | null): void
}

type Edge = 'left' | 'right' | 'bottom' | 'top'

/** The rectangle as numbers: all that a drag does, without one. An empty field is as wide as the curves. */
export function EdgeFields({ brush, rows, unit, responseUnit, potencyName, onBrush }: Props) {
  const id = useId()
  const [texts, setTexts] = useState(() => textsOf(brush))
  const [isWrong, setWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = brushOfTexts(texts, rows)
    setWrong(next === 'wrong')
    if (next !== 'wrong') onBrush(next)
  }
  const field = (edge: Edge, label: string) => (
    <label>
      {label}
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={texts[edge]}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? id : undefined}
        onChange={(event) => {
          setTexts({ ...texts, [edge]: event.currentTarget.value })
          setWrong(false)
        }}
      />
    </label>
  )
  const potencyUnit = unit === 'unknown' ? '' : ` (${unit})`
  const effectUnit = responseUnit === '' || responseUnit === 'fraction' ? '' : ` (${responseUnit})`
  return (
    <form className={styles.edges} aria-label="Rectangle in numbers" noValidate onSubmit={submit}>
      {field('left', `${potencyName} from${potencyUnit}`)}
      {field('right', `to${potencyUnit}`)}
      {field('bottom', `Effect from${effectUnit}`)}
      {field('top', `to${effectUnit}`)}
      <Button size="compact" type="submit">
        Choose
      </Button>
      <Button
        size="compact"
        look="plain"
        disabledReason={brush === null ? 'No rectangle is chosen' : null}
        onClick={() => onBrush(null)}
      >
        Clear
      </Button>
      {isWrong && (
        <p id={id} role="alert">
          Give numbers, the lower one first; a potency is above 0.
        </p>
      )}
    </form>
  )
}

function textsOf(brush: Brush | null): Readonly<Record<Edge, string>> {
  if (!brush) return { left: '', right: '', bottom: '', top: '' }
  const dose = (log: number) => String(Number((10 ** log).toPrecision(3)))
  const [[left, right], [bottom, top]] = [brush.logDose, brush.effect]
  return { left: dose(left), right: dose(right), bottom: String(bottom), top: String(top) }
}

/** Null where all fields are empty. */
function brushOfTexts(
  texts: Readonly<Record<Edge, string>>,
  rows: readonly ReviewRow[],
): Brush | null | 'wrong' {
  if (Object.values(texts).every((one) => one.trim() === '')) return null
  const number = (edge: Edge) => {
    const words = texts[edge].trim().replace('−', '-')
    return words === '' ? null : Number(words)
  }
  const doses = rows.flatMap(({ logDose }) => logDose ?? [])
  const effects = rows.flatMap(({ effect }) => effect ?? [])
  const log = (edge: Edge) => {
    const value = number(edge)
    return value === null ? null : Math.log10(value)
  }
  const brush: Brush = {
    logDose: [log('left') ?? Math.min(...doses, 0), log('right') ?? Math.max(...doses, 0)],
    effect: [number('bottom') ?? Math.min(...effects, 0), number('top') ?? Math.max(...effects, 0)],
  }
  const isRange = ([low, high]: readonly [number, number]) =>
    Number.isFinite(low) && Number.isFinite(high) && low <= high
  return isRange(brush.logDose) && isRange(brush.effect) ? brush : 'wrong'
}
