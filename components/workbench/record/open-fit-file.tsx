import { startTransition, useId, useRef, useState } from 'react'
import { Notice } from '@/components/ui/notice.tsx'
import { dataChangeWords } from '@/lib/record/data-words.ts'
import { fitFileTooLarge, MAX_FIT_FILE_BYTES, parseFitFile, type FitFile } from '@/lib/record/fit-file.ts'
import { restorable, type Restorable } from '@/lib/record/restore.ts'
import type { PlotView } from '../bench-drawers.tsx'
import { textOfFile } from '../text-of-file.ts'
import type { Bench } from '../use-bench.ts'
import { usePlace } from '../use-place.ts'
import { OpenedFile } from './opened-file.tsx'
import styles from './record.module.css'
import type { RecordSource } from './record-texts.ts'
import { RestoredFile } from './restored-file.tsx'

interface Props {
  readonly bench: Bench
  readonly plot: PlotView
  readonly source: RecordSource
  /** Every fit that the work asks for is there. */
  readonly isComplete: boolean
}

export interface OpenFile {
  readonly name: string
  readonly file: FitFile
  readonly restored: Restorable
  /** What changed in the data since, one sentence each. */
  readonly changes: readonly string[]
}

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly name: string; readonly message: string }
  | { readonly kind: 'opened' | 'restored'; readonly open: OpenFile }

/** A fit file chosen from the disk: what it is, what changed since, and on request the screen it was saved from. */
export function OpenFitFile({ bench, plot, source, isComplete }: Props) {
  const [state, setState] = useState<State>({ kind: 'none' })
  const [, goTo] = usePlace()
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const read = async (chosen: File | undefined) => {
    if (chosen !== undefined) setState(await readFile(chosen, bench))
    // The same file may be chosen again.
    if (field.current) field.current.value = ''
  }
  const restore = (open: OpenFile) => {
    const { work, view } = open.restored
    const { curveId, point, ...options } = view
    // Answers about the table bring code that may still be on its way: the old screen stays until it is here.
    startTransition(() => {
      bench.dispatch({ kind: 'take-work', work, label: 'open a fit file' })
      plot.onOptions(options)
      goTo({ sample: curveId, point })
      setState({ kind: 'restored', open })
    })
  }
  const leave = () => {
    setState({ kind: 'none' })
    field.current?.focus()
  }
  return (
    <section className={styles.part} aria-label="Saved fits">
      <h3>
        <label htmlFor={id}>Open a fit file</label>
      </h3>
      <input
        ref={field}
        id={id}
        className={styles.file}
        type="file"
        accept=".txt,.json,text/plain,application/json"
        onChange={(event) => void read(event.currentTarget.files?.[0])}
      />
      <div aria-live="polite">
        {state.kind === 'refused' && (
          <Notice tone="danger" title={`${state.name} was not opened`}>
            {state.message} Your work is as it was.
          </Notice>
        )}
        {state.kind === 'opened' && (
          <OpenedFile open={state.open} bench={bench} onRestore={() => restore(state.open)} onLeave={leave} />
        )}
        {state.kind === 'restored' && (
          <RestoredFile
            open={state.open}
            bench={bench}
            source={source}
            isComplete={isComplete}
            onClose={leave}
          />
        )}
      </div>
    </section>
  )
}

async function readFile(chosen: File, { loaded }: Bench): Promise<State> {
  const { name } = chosen
  if (chosen.size > MAX_FIT_FILE_BYTES) return { kind: 'refused', name, message: fitFileTooLarge().message }
  const text = await textOfFile(chosen)
  if (!text.ok) return { kind: 'refused', name, message: text.error }
  const parsed = parseFitFile(text.value)
  if (!parsed.ok) return { kind: 'refused', name, message: parsed.error.message }
  const file = parsed.value
  const restored = restorable(file, loaded.frame)
  if (!restored.ok) {
    const other =
      file.source.frameId === loaded.frameId ? '' : ` It is of data frame “${file.source.frameName}”.`
    return { kind: 'refused', name, message: `${restored.error}${other}` }
  }
  const changes = dataChangeWords(restored.value.change)
  return { kind: 'opened', open: { name, file, restored: restored.value, changes } }
}
