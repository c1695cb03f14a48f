import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FitClient } from '@/lib/fit-worker/client.ts'
import type { Parallelism } from '@/lib/fit/joint/parallelism.ts'
import type { JointFit } from '@/lib/fit/joint/types.ts'
import { comparisonAsk, type ComparisonAsk } from '@/lib/workbench/comparison-ask.ts'
import { comparisonResult, type ComparisonResult } from '@/lib/workbench/comparison-result.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { Bench } from '../use-bench.ts'

export type ComparisonState =
  /** Nothing to compare, and what would bring it, in a sentence. */
  | { readonly kind: 'off'; readonly reason: string }
  | { readonly kind: 'working' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** `isStale`: the last result, while the next one is worked out. */
  | { readonly kind: 'ready'; readonly result: ComparisonResult; readonly isStale: boolean }

/** The comparison the work asks for, worked out by the fit worker; an edit cancels what is under way. */
export function useComparison(
  { work, curves, fits }: Bench,
  comparison: Work['comparison'],
): ComparisonState {
  const { solve, entries } = fits
  const asked = useMemo(() => comparisonAsk({ ...work, comparison }, curves), [work, comparison, curves])
  const ask = asked.ok ? asked.value : null
  const query = useQuery({
    queryKey: ['comparison', useMemo(() => ask && keyOf(ask), [ask])],
    queryFn: ({ signal }) => (ask ? solveComparison(solve, ask, signal) : null),
    enabled: ask !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    structuralSharing: false,
  })
  const answers = query.data ?? null
  const result = useMemo(
    () => answers && comparisonResult({ ...answers, fitOf: (curveId) => entries.get(curveId)?.fit ?? null }),
    [answers, entries],
  )
  if (!asked.ok) return { kind: 'off', reason: asked.error }
  if (query.error) return { kind: 'failed', reason: query.error.message }
  return result ? { kind: 'ready', result, isStale: query.isPlaceholderData } : { kind: 'working' }
}

interface Answers {
  readonly ask: ComparisonAsk
  readonly joint: JointFit
  readonly pairs: ReadonlyMap<string, Parallelism | string>
}

/** Everything the worker is asked, with its numbers: two equal keys have equal answers. */
function keyOf({ joint, pairs, notes }: ComparisonAsk): string {
  return JSON.stringify([
    { ...joint, dose: [...joint.dose], response: [...joint.response] },
    pairs.map(({ curveId, request: { limits } }) => [curveId, limits]),
    notes,
  ])
}

/**
 * Asks the worker for the fit of all curves and for each pair.
 *
 * @throws where the fit of all cannot be had; a pair that failed is its reason
 */
export async function solveComparison(
  solve: FitClient['solve'],
  ask: ComparisonAsk,
  signal?: AbortSignal,
): Promise<Answers> {
  const [joint, ...pairs] = await Promise.all([
    solve('joint', ask.joint, { signal }),
    ...ask.pairs.map(async ({ curveId, request }): Promise<[string, Parallelism | string]> => {
      const end = await solve('parallelism', request, { signal })
      return [
        curveId,
        end.kind === 'done' ? end.answer : end.kind === 'failed' ? end.reason : 'It was cancelled.',
      ]
    }),
  ])
  if (joint.kind !== 'done') {
    throw new Error(joint.kind === 'failed' ? joint.reason : 'The comparison was cancelled.')
  }
  return { ask, joint: joint.answer, pairs: new Map(pairs) }
}
