import type { ReactNode } from 'react'
import styles from './empty-page.module.css'

/** A whole page that has one thing to say and one thing to do. */
export function EmptyPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.page}>
      <h1>{title}</h1>
      {children}
    </main>
  )
}
