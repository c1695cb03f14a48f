import type { CurveData } from '@/lib/data-frame/types.ts'
import type { SigmoidParameter } from '@/lib/fit/types.ts'
import { USUAL_LIMITS } from '@/lib/workbench/initial-work.ts'
import type { Comparison, EquivalenceLimits, WorkAction } from '@/lib/workbench/types.ts'
import type { ComparisonResult } from '@/lib/workbench/comparison-result.ts'
import { SHARED_WORDS } from './comparison-words.ts'

type Named = Pick<CurveData, 'id' | 'label'>
type Edit = Extract<WorkAction, { kind: 'set-comparison' }>

/** What the drawer starts from: the selected curve as the reference, all but the potency shared. */
export function firstComparison(reference: string): Comparison {
  return {
    reference,
    others: [],
    shared: ['bottom', 'top', 'hill'],
    limits: USUAL_LIMITS,
    isGhosted: false,
  }
}

/** The reference it takes the place of stays in the comparison. */
export function withReference(comparison: Comparison, curve: Named): Edit {
  const { reference, others } = comparison
  const kept = others.length > 0 ? [reference, ...others].filter((id) => id !== curve.id) : others
  return edit({ ...comparison, reference: curve.id, others: kept }, `reference ${curve.label}`)
}

export function withOther(comparison: Comparison, curve: Named, isChosen: boolean): Edit {
  const others = comparison.others.filter((id) => id !== curve.id)
  return isChosen
    ? edit({ ...comparison, others: [...others, curve.id] }, `compare ${curve.label}`)
    : edit({ ...comparison, others }, `take ${curve.label} out of the comparison`)
}

export function withShared(comparison: Comparison, name: SigmoidParameter, isShared: boolean): Edit {
  const shared = SHARED_WORDS.map((one) => one.name).filter((one) =>
    one === name ? isShared : comparison.shared.includes(one),
  )
  const word = SHARED_WORDS.find((one) => one.name === name)?.word.toLowerCase() ?? name
  return edit({ ...comparison, shared }, isShared ? `share the ${word}` : `a ${word} for each curve`)
}

export function withLimits(comparison: Comparison, limits: EquivalenceLimits): Edit {
  return edit({ ...comparison, limits }, 'limits of equivalence')
}

export function withGhost(comparison: Comparison, isGhosted: boolean): Edit {
  return edit({ ...comparison, isGhosted }, isGhosted ? 'ghost the reference' : 'show no ghost')
}

/** Leaves out the curves that were not shown to be parallel to the reference. */
export function withParallelOnly({ comparison, curves }: ComparisonResult): Edit {
  const others = curves.flatMap(({ id, parallelism }) => (parallelism?.verdict === 'parallel' ? [id] : []))
  return edit({ ...comparison, others }, 'keep the parallel curves')
}

export const END_COMPARISON: Edit = { kind: 'set-comparison', comparison: null, label: 'end the comparison' }

function edit(comparison: Comparison, label: string): Edit {
  return { kind: 'set-comparison', comparison, label }
}
