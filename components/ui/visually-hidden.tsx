import type { ReactNode } from 'react'
import text from './text.module.css'

/** Text for those who listen, where the picture says it to those who look. */
export function VisuallyHidden({ children, id }: { children: ReactNode; id?: string }) {
  return (
    <span className={text.hidden} id={id}>
      {children}
    </span>
  )
}
