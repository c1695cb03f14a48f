import { useMemo } from 'react'
import { methodsSentence } from '@/lib/workbench/methods-sentence.ts'
import { normalisationText } from '@/lib/workbench/normalisation-text.ts'
import {
  activePolicy,
  effectiveConstraints,
  exclusionOf,
  includedPoints,
  limitsOfCurve,
  modelOfCurve,
} from '@/lib/workbench/selectors.ts'
import { MethodsSentence } from './methods-sentence.tsx'
import type { Bench } from './use-bench.ts'

/** The methods sentence of the selected curve. */
export default function BenchMethods({ bench }: { bench: Bench }) {
  return <MethodsSentence text={useMethodsText(bench)} />
}

export function useMethodsText(bench: Bench): string {
  const { curve, entry, work, potencyName, version, measured } = bench
  return useMemo(() => {
    if (!curve) return ''
    const policy = activePolicy(work)
    return methodsSentence({
      curve,
      isIncluded: includedPoints(work, curve),
      exclusions: Array.from(curve.rows).flatMap((row) => exclusionOf(work, curve.responseColumn, row) ?? []),
      constraints: effectiveConstraints(work, curve.id),
      model: modelOfCurve(work, curve.id),
      method: work.method,
      limits: limitsOfCurve(work, curve.id),
      covariance: policy.covariance,
      level: policy.level,
      fit: entry?.fit ?? null,
      potency: potencyName,
      doseUnit: work.mapping.doseUnit,
      responseUnit: work.mapping.responseUnit,
      version,
      normalisation: work.normalisation ? normalisationText(work.normalisation, measured) : '',
    })
  }, [curve, entry, work, potencyName, version, measured])
}
