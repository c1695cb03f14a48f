import { NO_ESTIMATES } from '../no-fit.ts'
import { at } from '../numbers.ts'
import type { Box } from '../optimize/box.ts'
import { levenbergBest } from '../optimize/levenberg.ts'
import { packageDescent } from '../optimize/second-solver.ts'
import type { Equation } from './equation.ts'
import { makeEquationSquares, type EquationSquares } from './equation-squares.ts'
import { parseEquation } from './parse-equation.ts'
import { reportEquation } from './report-equation.ts'
import type { EquationFit, EquationOutcome, EquationRequest } from './types.ts'
import { boxOfEquation, findInvalidEquationRequest } from './validate-equation.ts'

const PACKAGE = { iterations: 100, damping: 1e-2 }

/**
 * Fits an equation that a user wrote, from the user's starts: ml-levenberg-marquardt first, on residuals and parameters
 * of size 1, then the engine's own bounded Levenberg-Marquardt from where it got to and from the starts themselves; the
 * lower RSS stands. Trigonometric functions are the platform's, so results are the same bits on one engine only.
 *
 * Loads the parser: import this file lazily.
 *
 * @returns a result whatever the text and the data: `outcome` says what happened. Throws nothing.
 */
export function fitEquation(request: EquationRequest): EquationFit {
  const parsed = parseEquation(request.equation)
  if (!parsed.ok) return withoutFit(request, { kind: 'invalid-equation', problem: parsed.error })
  const equation = parsed.value
  const reason = findInvalidEquationRequest(request, equation)
  if (reason !== null) return withoutFit(request, { kind: 'invalid-input', reason })
  const box = boxOfEquation(request, equation)
  const freeParameters = box.lower.filter((low, k) => low !== at(box.upper, k)).length
  if (request.dose.length < freeParameters) {
    return withoutFit(request, { kind: 'too-few-points', points: request.dose.length, freeParameters })
  }
  const squares = makeEquationSquares(request, equation)
  const start = startOf(request, equation, box)
  const row = squares.firstWithoutValue(start)
  if (row >= 0) return withoutFit(request, noValue(request, equation, row))
  const { theta: reached, rss: packageRss } = byPackage(squares, box, start)
  const polished = levenbergBest(squares, box, reached)
  const direct = levenbergBest(squares, box, start)
  const best = direct.rss < polished.rss * (1 - 1e-12) ? direct : polished
  return reportEquation(request, {
    equation,
    squares,
    box,
    descent: best,
    packageRss: squares.unscale(packageRss),
  })
}

/** ml-levenberg-marquardt with every parameter in units of its start, since its damping is absolute. */
function byPackage(squares: EquationSquares, box: Box, start: Float64Array) {
  const unit = start.map((value) => Math.abs(value) || 1)
  const scaled = (theta: Float64Array) => theta.map((value, k) => value * at(unit, k))
  const reached = scaled(
    packageDescent(
      {
        count: squares.count,
        size: squares.size,
        residuals: (theta, out) => squares.residuals(scaled(theta), out),
        jacobian(theta, out) {
          const isFinite = squares.jacobian(scaled(theta), out)
          for (let i = 0; i < out.length; i++) out[i] = at(out, i) * at(unit, Math.floor(i / squares.count))
          return isFinite
        },
      },
      {
        lower: box.lower.map((low, k) => low / at(unit, k)),
        upper: box.upper.map((high, k) => high / at(unit, k)),
      },
      start.map((value, k) => value / at(unit, k)),
      PACKAGE,
    ),
  ).map((value, k) => Math.min(Math.max(value, at(box.lower, k)), at(box.upper, k)))
  const rss = squares.rss(reached)
  return Number.isFinite(rss) ? { theta: reached, rss } : { theta: start, rss: squares.rss(start) }
}

function startOf({ starts }: EquationRequest, { parameters }: Equation, box: Box): Float64Array {
  return Float64Array.from(parameters, (name, k) => {
    const value = Object.hasOwn(starts, name) ? (starts[name] as number) : 0
    return Math.min(Math.max(value, at(box.lower, k)), at(box.upper, k))
  })
}

function noValue({ dose }: EquationRequest, { parameters }: Equation, row: number): EquationOutcome {
  return {
    kind: 'no-value-at-start',
    row,
    message: `At the start values the equation has no finite value at dose ${at(dose, row)} (row ${row + 1}). Choose other starts for ${parameters.join(', ')}.`,
  }
}

function withoutFit(request: EquationRequest, outcome: EquationOutcome): EquationFit {
  return {
    ...NO_ESTIMATES,
    equation: request.equation,
    outcome,
    n: request.dose.length,
    df: 0,
    covarianceProblem: 'There is no fit.',
    packageRss: null,
  }
}
