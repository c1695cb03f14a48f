import { classNames } from '@/components/ui/class-names.ts'
import { Mark } from '@/components/ui/mark.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import styles from './workbench-skeleton.module.css'

const ROWS = Array.from({ length: 14 }, (_, index) => index)

/** The panes in their final size, before anything is in them. */
export function WorkbenchSkeleton() {
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Mark />
        <Skeleton width={180} />
        <VisuallyHidden>
          <h1>Loading the analysis</h1>
        </VisuallyHidden>
      </header>
      <main className={styles.panes} aria-busy="true">
        <div className={classNames(styles.pane, styles.side)}>
          {ROWS.map((row) => (
            <Skeleton key={row} />
          ))}
        </div>
        <div className={styles.pane}>
          <Skeleton width={260} height={28} />
          <Skeleton height={420} />
        </div>
        <div className={classNames(styles.pane, styles.side)}>
          {ROWS.slice(0, 4).map((row) => (
            <Skeleton key={row} height={72} />
          ))}
        </div>
      </main>
    </div>
  )
}
