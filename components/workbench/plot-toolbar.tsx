import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import { Maximize2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Select } from '@/components/ui/select.tsx'
import text from '@/components/ui/text.module.css'
import type { CurvePlotOptions } from '@/components/plot/curve-plot.tsx'
import styles from './plot-toolbar.module.css'

const BANDS = [
  { value: 'confidence', text: 'Mean band' },
  { value: 'prediction', text: 'Well band' },
  { value: 'none', text: 'No band' },
] as const

/** What the plot shows besides points and curves. */
export interface PlotOptions {
  readonly axis: 'dose' | 'log10M'
  readonly band: CurvePlotOptions['band']
  readonly hasMeanSd: boolean
  readonly hasPrevious: boolean
}

interface Props {
  readonly modelPicker: ReactNode
  readonly options: PlotOptions
  readonly doseUnit: string
  /** Null where the unit is molar; else why log10 M cannot be drawn, and the choice is left out. */
  readonly isMolar: boolean
  onChange(options: PlotOptions): void
  onFitView(): void
}

export function PlotToolbar({ modelPicker, options, doseUnit, isMolar, onChange, onFitView }: Props) {
  return (
    <div className={styles.bar}>
      {modelPicker}
      {isMolar && (
        <Segmented
          label="Dose axis"
          options={[
            { value: 'dose', text: doseUnit },
            { value: 'log10M', text: 'log10 M' },
          ]}
          value={options.axis}
          onChange={(axis) => onChange({ ...options, axis })}
        />
      )}
      <span className={styles.toggles}>
        <Select
          isSnug
          isPlain
          aria-label="Band"
          value={options.band}
          options={BANDS}
          onChange={(band) => onChange({ ...options, band })}
        />
        <Checkbox isChecked={options.hasMeanSd} onChange={(hasMeanSd) => onChange({ ...options, hasMeanSd })}>
          Mean, SD
        </Checkbox>
        <Checkbox
          isChecked={options.hasPrevious}
          onChange={(hasPrevious) => onChange({ ...options, hasPrevious })}
        >
          Previous
        </Checkbox>
      </span>
      <span className={text.grow} />
      <Button onClick={onFitView} title="Fit view" className={styles.fit}>
        <Maximize2 size={16} aria-hidden className={styles.fitIcon} />
        <span className={styles.fitText}>Fit view</span> <kbd className={text.key}>F</kbd>
      </Button>
    </div>
  )
}
