import { Download } from 'lucide-react'
import { useId } from 'react'
import { Button } from '@/components/ui/button.tsx'
import type { PreparedOutput } from '../push-output-row.tsx'
import styles from '../push-panel.module.css'
import { download } from '../record/download.ts'
import type { OutputFile } from './output-file.ts'
import rowStyles from './download-row.module.css'

interface Props {
  readonly output: PreparedOutput
  readonly isChosen: boolean
  /** Why nothing can be written yet, or null. */
  readonly blocked: string | null
  /** Null until it is chosen and made. */
  readonly file: OutputFile | null
  onChoose(id: string, isChosen: boolean): void
}

export function DownloadRow({ output, isChosen, blocked, file, onChoose }: Props) {
  const id = useId()
  const name = file?.name ?? output.name
  return (
    <li className={rowStyles.row}>
      <span className={styles.choice}>
        <input
          id={id}
          type="checkbox"
          checked={isChosen}
          aria-describedby={`${id}-detail`}
          onChange={(event) => onChoose(output.id, event.currentTarget.checked)}
        />
      </span>
      <div>
        <label className={styles.file} htmlFor={id}>
          {name}
        </label>
        <div className={styles.line} id={`${id}-detail`}>
          {output.detail.replace(/^Data frame,/, 'CSV,').replace(/^File, /, '')}
        </div>
      </div>
      <Button
        aria-label={`Download ${name}`}
        disabledReason={blocked ?? (file === null ? 'Choose it first' : null)}
        onClick={() => file && download(file.name, file.bytes, file.type)}
      >
        <Download size={16} aria-hidden /> Download
      </Button>
    </li>
  )
}
