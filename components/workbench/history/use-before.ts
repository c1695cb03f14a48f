import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CurveFit } from '@/lib/fit/types.ts'
import { parseSavedWork } from '@/lib/workbench/saved-work.ts'
import { isSameJson } from '@/lib/workbench/same-json.ts'
import { curveRequest } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { Bench } from '../use-bench.ts'

export interface Before {
  readonly work: Work
  /** Null while it is worked out. */
  readonly fit: CurveFit | null
}

export type BeforeState =
  | { readonly kind: 'none' }
  /** What was pinned does not fit this table any more, in a sentence. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'pinned'; readonly before: Before }

/** The rows on screen are on one scale only. */
const OTHER_SCALE: BeforeState = {
  kind: 'unreadable',
  reason: 'It was pinned while responses were normalised otherwise.',
}

/** What was pinned of the selected curve, read with the same care as saved work, and its fit made anew. */
export function useBefore({ pinned, curve, loaded, fits, work }: Bench): BeforeState {
  const { text } = pinned
  const parsed = useMemo(
    () => (text === null ? null : parseSavedWork(text, loaded.frame.columns)),
    [text, loaded.frame],
  )
  const request = useMemo(
    () => (parsed?.ok === true && curve ? curveRequest(parsed.value, curve, 'full').request : null),
    [parsed, curve],
  )
  const query = useQuery({
    queryKey: ['before', text, curve?.id ?? null],
    queryFn: ({ signal }) => (request ? fits.run(request, signal) : null),
    enabled: request !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    structuralSharing: false,
  })
  if (parsed === null) return { kind: 'none' }
  if (!parsed.ok) return { kind: 'unreadable', reason: parsed.error.message }
  if (!isSameJson(parsed.value.normalisation, work.normalisation)) return OTHER_SCALE
  return { kind: 'pinned', before: { work: parsed.value, fit: query.data ?? null } }
}
