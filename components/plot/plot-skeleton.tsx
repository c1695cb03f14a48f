import styles from './curve-plot.module.css'

/** The plot's place, of the plot's size, while its chunk or the first fit is on the way. */
export function PlotSkeleton() {
  return (
    <div className={styles.plot} role="status" aria-label="Loading the plot">
      <div className={styles.skeleton} />
    </div>
  )
}
