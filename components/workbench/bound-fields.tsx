import { formatNumber, formatFull } from '@/lib/format/format-number.ts'
import { NumberField } from '@/components/ui/number-field.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import type { Constraint } from '@/lib/fit/types.ts'
import { parseShown } from './parse-shown.ts'
import type { SetConstraint } from './parameter-row.tsx'
import styles from './parameter-row.module.css'
import { rowTitle, toShown, type ParameterView } from './parameter-view.ts'

interface Props {
  readonly view: ParameterView
  readonly constraint: Extract<Constraint, { kind: 'bounded' }>
  readonly errorId: string | undefined
  onConstraint: SetConstraint
  onError(message: string | null): void
}

/** "from … to …"; an empty field leaves that side open. */
export function BoundFields({ view, constraint, errorId, onConstraint, onError }: Props) {
  const field = (side: 'lower' | 'upper') => {
    const limit = constraint[side]
    const shown = limit === null ? null : toShown(view.name, limit)
    return (
      <NumberField
        size="compact"
        label={`${rowTitle(view.name)}, ${side} bound`}
        shown={shown === null ? '' : formatNumber(shown)}
        full={shown === null ? undefined : formatFull(shown)}
        unit={view.unit === '' ? undefined : view.unit}
        errorId={errorId}
        placeholder="open"
        parse={(text) => parseShown(text, view)}
        onValue={(typed) =>
          onConstraint(view.name, { ...constraint, [side]: typed }, `type-${view.name}-${side}`)
        }
        onError={onError}
      />
    )
  }
  return (
    <div className={classNames(styles.facts, styles.bounds)}>
      from {field('lower')} to {field('upper')}
    </div>
  )
}
