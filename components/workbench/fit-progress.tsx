import styles from './fit-progress.module.css'

/** Few curves are fitted before one could read this. */
const SHOWN_FROM = 24

/** "Fitting 18 of 96", while it lasts. */
export function FitProgress({ done, total }: { done: number; total: number }) {
  if (total < SHOWN_FROM || total - done < 2) return null
  return (
    <div className={styles.bar}>
      <progress aria-label="Curves fitted" value={done} max={total} />
      Fitting {done.toLocaleString('en')} of {total.toLocaleString('en')}
    </div>
  )
}
