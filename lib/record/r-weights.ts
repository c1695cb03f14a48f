import { residuals, responseAt } from '../fit/curve-values.ts'
import { medianScale, ROBUST_SHAPES, routScale } from '../fit/loss/robust-weights.ts'
import type { CurveFit, Loss, Weighting } from '../fit/types.ts'

/** Fitted responses nearer to 0 than this part of the span count as so far (the engine's own rule). */
const LEAST_PART = 0.01

interface Points {
  readonly dose: Float64Array
  readonly response: Float64Array
}

/**
 * The scatter of each well, 1/√w, at the weights that the fit came to rest with: least squares at these ends at the same
 * curve. Null where all are 1.
 *
 * @returns `lacks` where the weights do not follow from the fit: the scale of Tukey's loss is that of an earlier one
 */
export function scatterOf(
  fit: CurveFit,
  { dose, response }: Points,
  { loss = 'squares', weighting = 'none' }: { readonly loss?: Loss; readonly weighting?: Weighting },
): Float64Array | null | { readonly lacks: string } {
  if (loss === 'binomial' || loss === 'tukey') return { lacks: `drc does not minimise this loss (${loss})` }
  if (loss === 'squares' && weighting === 'none') return null
  const fitted = dose.map((at) => responseAt(fit, at) ?? Number.NaN)
  const span = Math.max(...fitted) - Math.min(...fitted)
  const weights = fitted.map((value) => {
    const size = Math.max(Math.abs(value), LEAST_PART * span)
    return weighting === 'none' ? 1 : weighting === '1/y' ? 1 / size : 1 / (size * size)
  })
  if (loss !== 'squares') {
    const scaled = residuals(fit, { dose, response }).map((r, i) => r * Math.sqrt(weights[i] ?? 1))
    const scale = loss === 'huber' ? medianScale(scaled) : routScale(scaled, fit.df)
    scaled.forEach((r, i) => {
      weights[i] = (weights[i] ?? 1) * ROBUST_SHAPES[loss].weight(scale > 0 ? r / scale : 0)
    })
  }
  return weights.map((weight) => 1 / Math.sqrt(weight))
}
