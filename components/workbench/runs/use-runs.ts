import { useMemo, useState } from 'react'
import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import type { RunValue } from '@/lib/runs/run-mean.ts'
import { runsOf, type SampleRuns } from '@/lib/runs/runs-of.ts'
import { reviewOf } from '@/lib/workbench/review.ts'
import type { Bench } from '../use-bench.ts'

export interface Runs {
  /** Columns that tell curves apart: place among the group values, and header. */
  readonly columns: readonly { readonly place: number; readonly name: string }[]
  /** Which of them names the run; null with fewer than two. */
  readonly runPlace: number | null
  setRunPlace(place: number): void
  /** A column that reads like runs and does not tell curves apart yet. */
  readonly missing: { readonly column: number; readonly name: string } | null
  readonly samples: readonly SampleRuns[]
  /** In the order they first appear. */
  readonly runs: readonly string[]
}

const RUN_WORDS = /\b(run|batch|experiment|occasion|day|date)\b/i

/** Curves of the same sample over runs. What a reviewer rejected does not count, nor what has no potency. */
export function useRuns(bench: Bench): Runs {
  const { frame, work } = bench
  const { groups } = work.mapping
  const headers = useMemo(() => displayHeaders(frame.columns), [frame])
  const columns = groups.map((column, place) => ({ place, name: headers[column] ?? '' }))
  const [chosen, setChosen] = useState<number | null>(null)
  const guessed = columns.findLast(({ name }) => RUN_WORDS.test(name))?.place ?? columns.length - 1
  const runPlace = columns.length < 2 ? null : chosen !== null && chosen < columns.length ? chosen : guessed
  const missing = headers.findIndex((name, column) => RUN_WORDS.test(name) && !groups.includes(column))
  const samples = useSamples(bench, runPlace)
  return {
    columns,
    runPlace,
    setRunPlace: setChosen,
    missing:
      missing < 0 || columns.some(({ name }) => RUN_WORDS.test(name))
        ? null
        : { column: missing, name: headers[missing] ?? '' },
    samples,
    runs: useMemo(() => [...new Set(samples.flatMap(({ runs }) => runs.map(({ run }) => run)))], [samples]),
  }
}

function useSamples({ curves, fits, work }: Bench, runPlace: number | null): readonly SampleRuns[] {
  return useMemo(() => {
    if (runPlace === null) return []
    return runsOf(curves, runPlace, (curve): RunValue | null => {
      const entry = fits.entries.get(curve.id)
      if (!entry || fits.isStale(curve.id) || reviewOf(work, curve.id)?.mark === 'rejected') return null
      const { logDose, qualifier } = entry.fit.relative
      return logDose === null || qualifier === null ? null : { logDose, qualifier }
    })
  }, [curves, runPlace, fits, work])
}
