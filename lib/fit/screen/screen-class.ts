import type { CurveFit } from '../types.ts'
import type { Evidence } from './evidence.ts'
import { hitCall } from './hit-call.ts'
import { ncatsClass } from './ncats.ts'

/** What a screen files the curve under; neither decides a verdict. */
export function screenClassOf(evidence: Evidence): NonNullable<CurveFit['screenClass']> {
  return { ncats: ncatsClass(evidence), hitCall: hitCall(evidence) }
}
