import type { CovarianceKind, Weighting } from '../fit/types.ts'
import type { IntervalKind, PageLoss } from './types.ts'

export const LOSSES: Readonly<Record<PageLoss, string>> = {
  squares: 'Least squares',
  huber: 'Huber, robust',
  tukey: 'Tukey bisquare, robust',
  lorentz: 'Lorentzian, robust',
}

export const WEIGHTINGS: Readonly<Record<Weighting, string>> = {
  none: 'Equal',
  '1/y': '1/fitted',
  '1/y2': '1/fitted²',
}

export const INTERVALS: Readonly<Record<IntervalKind, string>> = {
  profile: 'Profile likelihood',
  wald: 'Wald',
  bootstrap: 'Bootstrap, 999 draws',
}

export const COVARIANCES: Readonly<Record<CovarianceKind, string>> = {
  expected: 'Expected (nls, Prism, scipy)',
  observed: 'Observed (drc)',
}
