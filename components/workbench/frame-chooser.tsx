import { ChevronDown } from 'lucide-react'
import { Select } from '@/components/ui/select.tsx'
import type { FrameState, FrameSummary } from '@/lib/workbench/ports.ts'
import styles from './header-bar.module.css'

const WORDS: Readonly<Record<FrameState, string>> = {
  ready: '',
  empty: ', not uploaded',
  'in-progress': ', still being read',
  failed: ', refused by Benchling',
  unreachable: ', could not be read',
}

interface Props {
  readonly frames: readonly FrameSummary[]
  readonly frameId: string | null
  onChoose(frameId: string): void
}

/**
 * The title of the page that opens the list of frames: every one with its state; only a ready one can be opened. The
 * list lies unseen over the title, so that the name stands on the page once.
 */
export function FrameChooser({ frames, frameId, onChoose }: Props) {
  const options = frames.map((frame) => ({
    value: frame.id,
    text: `${frame.name}${WORDS[frame.state]}${frame.isOwnOutput ? ', written by Halfmax' : ''}`,
    isDisabled: frame.state !== 'ready',
  }))
  const frame = frames.find(({ id }) => id === frameId)
  return (
    <span className={styles.chooser}>
      <h1 title={frame?.name}>{frame?.name ?? 'Choose a data frame'}</h1>
      <ChevronDown size={16} aria-hidden />
      <Select
        isPlain
        aria-label="Data frame"
        value={frameId ?? ''}
        options={frameId === null ? [{ value: '', text: 'Choose a data frame' }, ...options] : options}
        onChange={onChoose}
      />
    </span>
  )
}
