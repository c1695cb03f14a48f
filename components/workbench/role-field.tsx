import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { ColumnMapping, DataFrame } from '@/lib/data-frame/types.ts'
import styles from './column-mapper.module.css'

interface Props {
  readonly frame: DataFrame
  readonly mapping: ColumnMapping
  onChange(mapping: ColumnMapping, label: string): void
}

/** More distinct values than this, and the column does not tell wells apart by role. */
const MOST_ROLES = 12

/** The column that tells control wells from the others, and which of its values are controls. */
export function RoleField({ frame, mapping, onChange }: Props) {
  const { role } = mapping
  const candidates = frame.columns.flatMap((column, index) =>
    index === role?.column || (column.dictionary.length > 0 && column.dictionary.length <= MOST_ROLES)
      ? [{ value: String(index), text: column.displayName }]
      : [],
  )
  const choose = (value: string) =>
    onChange(
      { ...mapping, role: value === '' ? null : { column: Number(value), controlValues: [] } },
      'control column',
    )
  const toggle = (name: string, isControl: boolean) => {
    if (!role) return
    const kept = role.controlValues.filter((value) => value !== name)
    onChange(
      { ...mapping, role: { ...role, controlValues: isControl ? [...kept, name] : kept } },
      'control values',
    )
  }
  return (
    <>
      <Select
        aria-label="Column that marks controls"
        value={role === null ? '' : String(role.column)}
        options={[{ value: '', text: 'None' }, ...candidates]}
        onChange={choose}
      />
      {role !== null && (
        <span className={styles.choices}>
          {(frame.columns[role.column]?.dictionary ?? []).map((name) => (
            <Checkbox
              key={name}
              isChecked={role.controlValues.includes(name)}
              onChange={(isControl) => toggle(name, isControl)}
            >
              {name}
            </Checkbox>
          ))}
        </span>
      )}
    </>
  )
}
