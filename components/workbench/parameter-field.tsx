import { formatNumber, formatFull } from '@/lib/format/format-number.ts'
import { NumberField } from '@/components/ui/number-field.tsx'
import { parseShown } from './parse-shown.ts'
import type { SetConstraint } from './parameter-row.tsx'
import { rowTitle, toShown, type ParameterView } from './parameter-view.ts'

interface Props {
  readonly view: ParameterView
  readonly errorId: string | undefined
  onConstraint: SetConstraint
  onError(message: string | null): void
}

/** The value itself. Typing one fixes the parameter there; the row's choice frees it again. */
export function ParameterField({ view, errorId, onConstraint, onError }: Props) {
  const { name, constraint, estimate } = view
  const value = constraint.kind === 'fixed' ? constraint.value : (estimate?.estimate ?? null)
  const shown = value === null ? null : toShown(name, value)
  return (
    <NumberField
      label={`${rowTitle(name)} value`}
      shown={shown === null ? '' : formatNumber(shown)}
      full={shown === null ? undefined : formatFull(shown)}
      unit={view.unit === '' ? undefined : view.unit}
      errorId={errorId}
      placeholder="—"
      parse={(text) => parseShown(text, view)}
      onValue={(typed) => {
        if (typed !== null) onConstraint(name, { kind: 'fixed', value: typed }, `type-${name}`)
      }}
      onError={onError}
    />
  )
}
