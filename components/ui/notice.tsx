import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './notice.module.css'

export type Tone = 'info' | 'success' | 'warning' | 'danger'

interface Props {
  readonly tone: Tone
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly id?: string
  readonly className?: string | undefined
}

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert }

/** What happened, what still holds, what to do: always an icon and words, never colour alone. */
export function Notice({ tone, title, children, actions, id, className }: Props) {
  const Icon = ICONS[tone]
  return (
    <div className={classNames(styles.notice, styles[tone], className)} id={id}>
      <Icon size={16} aria-hidden />
      <div>
        <div className={styles.title}>{title}</div>
        {children !== undefined && <div className={styles.detail}>{children}</div>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  )
}
