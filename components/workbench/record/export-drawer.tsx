import type { DrawerProps } from '../bench-drawers.tsx'
import { FigureExport } from './figure-export.tsx'
import { FileExport } from './file-export.tsx'
import { OpenFitFile } from './open-fit-file.tsx'
import styles from './record.module.css'
import { useRecordSource } from './use-record-source.ts'

/** Everything that leaves without a push: the figure for a paper, the records of the fits, and the way back in. */
export default function ExportDrawer({ bench, figure, plot }: DrawerProps) {
  const source = useRecordSource(bench, plot.options)
  const missing = bench.curves.length - bench.fits.fittedCount
  const waiting = missing > 0 ? `${missing} of ${bench.curves.length} curves are still being fitted` : null
  return (
    <div className={styles.drawer}>
      <FigureExport bench={bench} figure={figure} options={plot.options} source={source} />
      <div className={styles.column}>
        <FileExport bench={bench} source={source} waiting={waiting} />
        <OpenFitFile bench={bench} plot={plot} source={source} isComplete={missing === 0} />
      </div>
    </div>
  )
}
