import type { ComponentPropsWithRef } from 'react'
import { classNames } from './class-names.ts'
import styles from './select.module.css'

interface Props<T extends string> extends Omit<ComponentPropsWithRef<'select'>, 'onChange' | 'value'> {
  readonly value: T
  readonly options: readonly { readonly value: T; readonly text: string; readonly isDisabled?: boolean }[]
  readonly isPlain?: boolean
  /** As wide as the chosen text, not as the longest one. */
  readonly isSnug?: boolean
  onChange(value: T): void
}

export function Select<T extends string>({
  value,
  options,
  isPlain = false,
  isSnug = false,
  onChange,
  className,
  ...rest
}: Props<T>) {
  const pick = (text: string) => {
    const chosen = options.find((option) => option.value === text)
    if (chosen) onChange(chosen.value)
  }
  return (
    <select
      {...rest}
      className={classNames(styles.select, isPlain && styles.plain, isSnug && styles.snug, className)}
      value={value}
      onChange={(event) => pick(event.currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.isDisabled}>
          {option.text}
        </option>
      ))}
    </select>
  )
}
