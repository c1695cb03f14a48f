import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { OutputPick, type PreparedOutput } from '../push-output-row.tsx'
import { download } from '../record/download.ts'
import type { OutputFile } from './output-file.ts'
import styles from './download-row.module.css'

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
  const name = file?.name ?? output.name
  return (
    <li className={styles.row}>
      <OutputPick
        name={name}
        detail={output.detail.replace(/^Data frame,/, 'CSV,').replace(/^File, /, '')}
        isChosen={isChosen}
        onChoose={(is) => onChoose(output.id, is)}
      />
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
