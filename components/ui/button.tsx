import { useId, type ComponentPropsWithRef, type MouseEvent } from 'react'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { VisuallyHidden } from './visually-hidden.tsx'

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'disabled'> {
  readonly look?: 'secondary' | 'primary' | 'plain' | 'icon' | 'link'
  readonly size?: 'normal' | 'compact' | 'large'
  /** Why it cannot act now; the button stays focusable so that the reason is read out. */
  readonly disabledReason?: string | null | undefined
}

export function Button({
  look = 'secondary',
  size = 'normal',
  disabledReason = null,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  const isDisabled = disabledReason !== null
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (isDisabled) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <>
      <button
        type="button"
        {...rest}
        className={classNames(
          styles.button,
          look !== 'secondary' && styles[look],
          size !== 'normal' && styles[size],
          className,
        )}
        title={disabledReason ?? rest.title}
        aria-disabled={isDisabled || undefined}
        aria-describedby={isDisabled ? reasonId : rest['aria-describedby']}
        onClick={handleClick}
      >
        {children}
      </button>
      {isDisabled && <VisuallyHidden id={reasonId}>{disabledReason}</VisuallyHidden>}
    </>
  )
}
