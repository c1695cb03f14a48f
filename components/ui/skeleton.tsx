import styles from './skeleton.module.css'

/** A bar of the final size; hidden from assistive technology, which hears the live region. */
export function Skeleton({ width = '100%', height = 12 }: { width?: number | string; height?: number }) {
  return <span className={styles.bone} style={{ width, height }} aria-hidden="true" />
}
