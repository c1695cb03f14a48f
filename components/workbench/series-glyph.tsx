import styles from './series-glyph.module.css'

const MARKERS = [
  'M8 6a5 5 0 1 0 10 0a5 5 0 1 0 -10 0',
  'M8.5 1.5h9v9h-9z',
  'M13 .5l5.5 10h-11z',
  'M13 0l5.5 6l-5.5 6l-5.5-6z',
  'M13 11.5l-5.5-10h11z',
]
const DASHES = ['none', '7 3', '3 2', '6 2 1 2', '1.5 2']

/** Colour, marker and dash of a series together, as drawn in the plot. */
export function SeriesGlyph({ series }: { series: number }) {
  const index = series % MARKERS.length
  return (
    <svg
      className={styles.glyph}
      style={{ '--series': `var(--s${index + 1})` } as React.CSSProperties}
      viewBox="0 0 26 12"
      width={26}
      height={12}
      aria-hidden="true"
    >
      <path className={styles.line} d="M0 6H26" strokeDasharray={DASHES[index]} />
      <path className={styles.marker} d={MARKERS[index]} />
    </svg>
  )
}
