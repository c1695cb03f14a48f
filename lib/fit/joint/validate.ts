import { variantsOf } from '../models/table.ts'
import type { FitRequest } from '../types.ts'
import { findInvalid } from '../validate.ts'
import type { JointRequest } from './types.ts'

/** Curves' names go into results and files; a longer one is a slip. */
const LONGEST_NAME = 1000

/** What is wrong with a request, in words, or null. */
export function findInvalidJoint(request: JointRequest): string | null {
  const alone = asAlone(request)
  const reason = findInvalid(alone)
  if (reason !== null) return reason
  if (request.curve.length !== request.dose.length) return 'Doses and names of curves differ in number.'
  if (request.curve.some((name) => name.length === 0 || name.length > LONGEST_NAME)) {
    return 'A row has no name of a curve.'
  }
  const known = variantsOf(request.model, request.constraints, request.variant)[0]?.parameters ?? []
  for (const name of request.shared) {
    if (!known.some((spec) => spec.name === name))
      return `The model ${request.model} has no ${name} to share.`
  }
  return findInvalidCurve(request, alone)
}

function findInvalidCurve(request: JointRequest, alone: FitRequest): string | null {
  for (const [curve, constraints] of Object.entries(request.curveConstraints ?? {})) {
    if (!constraints) continue
    const shared = request.shared.find((name) => constraints[name] !== undefined)
    if (shared) return `Curve ${curve}: ${shared} is shared and has no constraint of its own.`
    const reason = findInvalid({ ...alone, constraints: { ...alone.constraints, ...constraints } })
    if (reason !== null) return `Curve ${curve}: ${reason}`
  }
  return null
}

function asAlone(request: JointRequest): FitRequest {
  return { ...request, detail: 'drag' }
}
