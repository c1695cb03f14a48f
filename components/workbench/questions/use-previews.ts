import { useEffect, useState } from 'react'
import type { DataFrame } from '@/lib/data-frame/types.ts'
import type { Question } from '@/lib/detective/types.ts'
import { formatPotency } from '@/lib/format/format-potency.ts'
import { MISSING } from '@/lib/format/format-number.ts'
import { curveRequest, potencyName } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { RunFit } from '../fit-store.ts'
import { previewWay, type WayPreview } from './preview.ts'
import { whenIdle } from './when-idle.ts'

/** What an answer would do: rows as they would be read, and potencies; null while these are worked out. */
export interface ShownPreview {
  readonly rows: readonly string[]
  readonly potencies: readonly string[] | null
}

interface Options {
  readonly question: Question | null
  /** As exported. */
  readonly frame: DataFrame
  readonly work: Work
  /** On the page's own workers: the newest ask goes first there. */
  readonly run: RunFit
}

/** Previews of every answer to the question on show, by answer; fitted one after the other. */
export function usePreviews({ question, frame, work, run }: Options): ReadonlyMap<string, ShownPreview> {
  const [shown, setShown] = useState<{
    readonly of: string
    readonly previews: ReadonlyMap<string, ShownPreview>
  }>(NOTHING)
  useEffect(() => {
    if (!question) return
    const abort = new AbortController()
    const previews = new Map<string, ShownPreview>()
    const show = (answer: string, preview: ShownPreview) => {
      if (abort.signal.aborted) return
      previews.set(answer, preview)
      setShown({ of: question.id, previews: new Map(previews) })
    }
    const workOut = async () => {
      const ways: [string, WayPreview][] = []
      for (const choice of question.choices) {
        const way = previewWay(question, choice, { frame, work })
        ways.push([choice.answer, way])
        show(choice.answer, { rows: way.rows, potencies: null })
      }
      for (const [answer, way] of ways) {
        const potencies: string[] = []
        for (const curve of way.curves) {
          const fit = await run(curveRequest(way.work, curve, 'full').request, abort.signal)
          if (fit === null || abort.signal.aborted) return
          const { text } = formatPotency({ ...fit.relative, unit: way.work.mapping.doseUnit })
          const value = text === MISSING ? 'not determined' : text
          potencies.push(`${curve.label}: ${potencyName(way.work, way.frame)} ${value}`)
        }
        show(answer, { rows: way.rows, potencies: way.curves.length === 0 ? ['Makes no curve'] : potencies })
      }
    }
    const cancel = whenIdle(() => void workOut())
    return () => {
      cancel()
      abort.abort()
    }
  }, [run, question, frame, work])
  return shown.of === question?.id ? shown.previews : NOTHING.previews
}

const NOTHING = { of: '', previews: new Map<string, ShownPreview>() }
