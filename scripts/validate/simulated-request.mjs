const FREE = { kind: 'free' }

/** A free four-parameter fit with everything that the page shows at rest. */
export function requestOf(dose, response) {
  return {
    model: 'logistic4',
    dose,
    response,
    constraints: { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE },
    covariance: 'expected',
    level: 0.95,
    responseScale: 'arbitrary',
    absoluteLevel: null,
    detail: 'full',
  }
}
