import { mean, median, robustSd, standardDeviation } from '../data-frame/scatter.ts'

/** How well the controls of a plate stand apart. Null where it is not defined: too few wells, no scatter, a sign. */
export interface ControlQuality {
  readonly negativeCount: number
  readonly positiveCount: number
  /** Z′ = 1 − 3(sd₊ + sd₋) / |m₊ − m₋|: from 0.5 excellent, below 0 the bands of the controls meet. */
  readonly zPrime: number | null
  /** The same of medians and 1.4826 · MAD. */
  readonly robustZPrime: number | null
  /** Mean of the control that reads higher over that of the other one. */
  readonly signalToBackground: number | null
  /** |m₊ − m₋| / sd of the control that reads lower. */
  readonly signalToNoise: number | null
  /** (m₊ − m₋) / √(sd₊² + sd₋²): negative where full effect reads lower than untreated. */
  readonly ssmd: number | null
  readonly robustSsmd: number | null
  /** 100 · sd / |mean|, percent. */
  readonly negativeCv: number | null
  readonly positiveCv: number | null
}

/**
 * Figures of one plate from its control wells, in the units of the values as measured: ratios such as S/B mean nothing
 * once values are normalised.
 *
 * @param negative  responses of untreated wells
 * @param positive  responses of wells with full effect
 * @returns figures of scatter need two wells of each control
 * @see Zhang 1999, doi:10.1177/108705719900400206 (Z′, S/B, S/N); Zhang 2007, doi:10.1016/j.ygeno.2006.12.014 (SSMD).
 */
export function controlQuality(negative: readonly number[], positive: readonly number[]): ControlQuality {
  const [n, p] = [summary(negative), summary(positive)]
  const [high, low] = p.mean > n.mean ? [p, n] : [n, p]
  const gap = p.mean - n.mean
  const robustGap = p.median - n.median
  return {
    negativeCount: negative.length,
    positiveCount: positive.length,
    zPrime: defined(1 - (3 * (p.sd + n.sd)) / Math.abs(gap)),
    robustZPrime: defined(1 - (3 * (p.robustSd + n.robustSd)) / Math.abs(robustGap)),
    signalToBackground: low.mean > 0 ? defined(high.mean / low.mean) : null,
    signalToNoise: defined(Math.abs(gap) / low.sd),
    ssmd: defined(gap / Math.hypot(p.sd, n.sd)),
    robustSsmd: defined(robustGap / Math.hypot(p.robustSd, n.robustSd)),
    negativeCv: defined((100 * n.sd) / Math.abs(n.mean)),
    positiveCv: defined((100 * p.sd) / Math.abs(p.mean)),
  }
}

function summary(values: readonly number[]) {
  const isEnough = values.length >= 2
  return {
    mean: mean(values),
    sd: standardDeviation(values),
    median: median(values),
    robustSd: isEnough ? robustSd(values) : Number.NaN,
  }
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
