import { useId, useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { NumberField } from '@/components/ui/number-field.tsx'
import { formatTrimmed } from '@/lib/format/format-number.ts'
import { err, type Result } from '@/lib/result.ts'
import type { Comparison, EquivalenceLimits, WorkAction } from '@/lib/workbench/types.ts'
import { numberFromInput } from '@/lib/workbench/validate-constraint.ts'
import styles from './compare.module.css'
import { withGhost, withLimits, withShared } from './comparison-edits.ts'
import { SHARED_WORDS } from './comparison-words.ts'

interface Props {
  readonly comparison: Comparison
  onEdit(action: WorkAction): void
}

/** What the curves have in common, what counts as equal, and whether the reference is seen everywhere. */
export function CompareSettings({ comparison, onEdit }: Props) {
  return (
    <>
      <fieldset className={styles.group}>
        <legend>Shared by all curves</legend>
        <div className={styles.checks}>
          {SHARED_WORDS.map(({ name, word }) => (
            <Checkbox
              key={name}
              isChecked={comparison.shared.includes(name)}
              onChange={(isShared) => onEdit(withShared(comparison, name, isShared))}
            >
              {word}
            </Checkbox>
          ))}
        </div>
        <p className={styles.hint}>The potency is each curve’s own.</p>
      </fieldset>
      <LimitFields comparison={comparison} onEdit={onEdit} />
      <Checkbox
        isChecked={comparison.isGhosted}
        onChange={(isGhosted) => onEdit(withGhost(comparison, isGhosted))}
      >
        Ghost the reference on every chart
      </Checkbox>
    </>
  )
}

const FIELDS = [
  { name: 'hill', title: 'Slope ratio', unit: '' },
  { name: 'bottom', title: 'Bottom', unit: '%' },
  { name: 'top', title: 'Top', unit: '%' },
] as const

function LimitFields({ comparison, onEdit }: Props) {
  const errorId = useId()
  const [error, setError] = useState<{ readonly field: string; readonly message: string } | null>(null)
  const { limits } = comparison
  const field = ({ name, title, unit }: (typeof FIELDS)[number], side: 0 | 1) => {
    const key = `${name}${side}`
    const scale = unit === '%' ? 100 : 1
    return (
      <NumberField
        size="compact"
        label={`${title}, ${side === 0 ? 'lowest' : 'highest'} that counts as equal`}
        shown={formatTrimmed(limits[name][side] * scale)}
        unit={unit}
        errorId={error?.field === key ? errorId : undefined}
        parse={(text) => limitFromInput(text, { limits, name, side })}
        onError={(message) => setError(message === null ? null : { field: key, message })}
        onValue={(value, how) => {
          if (value === null || how === 'settled') return
          const [low, high] = limits[name]
          const next = side === 0 ? ([value / scale, high] as const) : ([low, value / scale] as const)
          onEdit(withLimits(comparison, { ...limits, [name]: next }))
        }}
      />
    )
  }
  return (
    <fieldset className={styles.group}>
      <legend>Counts as equal</legend>
      <div className={styles.limits}>
        {FIELDS.map((one) => (
          <div key={one.name} className={styles.limit}>
            <span>{one.title}</span>
            {field(one, 0)}
            <span>to</span>
            {field(one, 1)}
          </div>
        ))}
      </div>
      {error && (
        <p id={errorId} className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      <p className={styles.hint}>Plateaus differ in % of the reference’s span. Set them before looking.</p>
    </fieldset>
  )
}

interface Field {
  readonly limits: EquivalenceLimits
  readonly name: keyof EquivalenceLimits
  readonly side: 0 | 1
}

function limitFromInput(text: string, { limits, name, side }: Field): Result<number | null, string> {
  const parsed = numberFromInput(text)
  if (!parsed.ok) return parsed
  const value = parsed.value / (name === 'hill' ? 1 : 100)
  if (name === 'hill' && !(value > 0)) return err('A ratio of slopes is above 0.')
  const [low, high] = limits[name]
  if (side === 0 && value >= high) return err('The lowest must lie below the highest.')
  return side === 1 && value <= low ? err('The highest must lie above the lowest.') : parsed
}
