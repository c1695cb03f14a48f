import { fitCurve } from '../fit/fit-curve.ts'
import type { FitRequest } from '../fit/types.ts'
import { fitTogether } from './fit-together.ts'
import { idOf, invalid, readRequest } from './read-request.ts'
import type { HeadlessRequest } from './request-schema.ts'
import type { HeadlessResult, InvalidResult } from './result-schema.ts'
import { toFitRequest } from './to-fit-request.ts'
import { toJointResult } from './to-joint-result.ts'
import { toResult } from './to-result.ts'

export interface AnsweredLine {
  /** The result as JSON, without a line end. */
  readonly text: string
  readonly isInvalid: boolean
}

/** One request, fitted and answered. Throws nothing: what breaks is the answer of its own line. */
export function answerLine(line: string, lineNumber: number): AnsweredLine {
  const result = answer(line, lineNumber)
  return { text: JSON.stringify(result), isInvalid: result.status === 'invalid' }
}

/** A line whose fit ended the process it ran in. */
export function brokenLine(line: string, reason: string): InvalidResult {
  try {
    return invalid(idOf(JSON.parse(line)), reason)
  } catch {
    return invalid(null, reason)
  }
}

function answer(line: string, lineNumber: number): HeadlessResult {
  const request = readRequest(line, lineNumber)
  if (!request.ok) return request.error
  try {
    const fitRequest = toFitRequest(request.value)
    if (request.value.curve) return answerTogether(request.value, fitRequest)
    return toResult(request.value, fitCurve(fitRequest))
  } catch (error) {
    // The engine throws for bugs alone; one must not take the other lines with it.
    return invalid(
      request.value.id,
      `the fit broke: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function answerTogether(request: HeadlessRequest, fitRequest: FitRequest): HeadlessResult {
  const { curve = [], shared = [] } = request
  const together = fitTogether({ request: fitRequest, curve: curve.map(String), shared })
  return toJointResult(request, fitRequest, together)
}
