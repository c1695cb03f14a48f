import type { ParameterName } from '../fit/types.ts'

/** One parameter of an R model: what of ours it carries, and what else goes into its number. */
export interface Slot {
  readonly name: string
  readonly from: ParameterName
  readonly also: readonly ParameterName[]
  readonly of: (values: Values) => number
  /** Where R's own search would leave the model. */
  readonly least?: number
}

export type Values = Readonly<Partial<Record<ParameterName, number>>>

/** How one of our models is written with drc, or with base R where drc has none (science: table of conversions). */
export interface RForm {
  /** What drc calls it. */
  readonly title: string
  /** The model's formula as drc's help has it. */
  readonly formula: string
  readonly conversion: string
  readonly slots: readonly Slot[]
  /** The call that makes the model, given its list of fixed values. */
  readonly call: (fixed: string) => string
  /** The dose of half the effect from the parameters `p`, where R can say it in one line. */
  readonly ec50: string | null
  /** (b, c, d) and (−b, d, c) are one curve. */
  readonly isSymmetric?: boolean
  /** drc's dose is ours over this. */
  readonly doseUnit?: (values: Values) => number
}

const at = (values: Values, name: ParameterName): number => values[name] ?? Number.NaN
const own = (name: string, from: ParameterName, sign: 1 | -1 = 1): Slot => ({
  name,
  from,
  also: [],
  of: (values) => sign * at(values, from),
})
const dose = (name: string, from: ParameterName): Slot => ({
  name,
  from,
  also: [],
  of: (values) => 10 ** at(values, from),
})
/** e of a model whose midpoint lies `shift` decades (over the slope) from it. */
const location = (shift: (values: Values) => number, also: readonly ParameterName[]): Slot => ({
  name: 'e',
  from: 'logEc50',
  also,
  of: (values) => 10 ** (at(values, 'logEc50') + shift(values) / at(values, 'hill')),
})

const LOG_LN2 = Math.log10(Math.LN2)
/** log10(2^(1/s) − 1) */
const logQ = (values: Values): number => Math.log10(2 ** (1 / at(values, 'asymmetry')) - 1)

const LOGISTIC = 'response = c + (d - c) / (1 + exp(b * (log(dose) - log(e))))'
const HALF_WEIBULL = 'p[["e"]] * log(2)^(1 / p[["b"]])'
const HALF_FIVE = 'p[["e"]] * (2^(1 / p[["f"]]) - 1)^(1 / p[["b"]])'

/** By model, with its variant where it has several. */
export const R_FORMS: Readonly<Record<string, RForm>> = {
  logistic4: {
    title: 'LL.4',
    formula: LOGISTIC,
    conversion: 'hill = -b, bottom = c, top = d, EC50 = e',
    slots: [own('b', 'hill', -1), own('c', 'bottom'), own('d', 'top'), dose('e', 'logEc50')],
    call: (fixed) => `LL.4(fixed = ${fixed})`,
    ec50: 'p[["e"]]',
    isSymmetric: true,
  },
  'logistic5 bottom': {
    title: 'LL.5',
    formula: `${LOGISTIC}^f`,
    conversion: 'hill = -b, bottom = c, top = d, asymmetry = f, EC50 = e * (2^(1/f) - 1)^(1/b)',
    slots: [
      own('b', 'hill', -1),
      own('c', 'bottom'),
      own('d', 'top'),
      location(logQ, ['hill', 'asymmetry']),
      own('f', 'asymmetry'),
    ],
    call: (fixed) => `LL.5(fixed = ${fixed})`,
    ec50: HALF_FIVE,
  },
  'logistic5 top': {
    title: 'LL.5',
    formula: `${LOGISTIC}^f`,
    conversion: 'hill = b, bottom = d, top = c, asymmetry = f, EC50 = e * (2^(1/f) - 1)^(1/b)',
    slots: [
      own('b', 'hill'),
      own('c', 'top'),
      own('d', 'bottom'),
      location((values) => -logQ(values), ['hill', 'asymmetry']),
      own('f', 'asymmetry'),
    ],
    call: (fixed) => `LL.5(fixed = ${fixed})`,
    ec50: HALF_FIVE,
  },
  weibull1: {
    title: 'W1.4',
    formula: 'response = c + (d - c) * exp(-exp(b * (log(dose) - log(e))))',
    conversion: 'hill = -b, bottom = c, top = d, EC50 = e * log(2)^(1/b)',
    slots: [own('b', 'hill', -1), own('c', 'bottom'), own('d', 'top'), location(() => LOG_LN2, ['hill'])],
    call: (fixed) => `W1.4(fixed = ${fixed})`,
    ec50: HALF_WEIBULL,
  },
  weibull2: {
    title: 'W2.4',
    formula: 'response = c + (d - c) * (1 - exp(-exp(b * (log(dose) - log(e)))))',
    conversion: 'hill = b, bottom = c, top = d, EC50 = e * log(2)^(1/b)',
    slots: [own('b', 'hill'), own('c', 'bottom'), own('d', 'top'), location(() => -LOG_LN2, ['hill'])],
    call: (fixed) => `W2.4(fixed = ${fixed})`,
    ec50: HALF_WEIBULL,
  },
  logNormal: {
    title: 'LN.4',
    formula: 'response = c + (d - c) * pnorm(b * (log(dose) - log(e)))',
    conversion: 'hill = b, bottom = c, top = d, EC50 = e',
    slots: [own('b', 'hill'), own('c', 'bottom'), own('d', 'top'), dose('e', 'logEc50')],
    call: (fixed) => `LN.4(fixed = ${fixed})`,
    ec50: 'p[["e"]]',
    isSymmetric: true,
  },
  hormesisLinear: {
    title: 'BC.5',
    formula: 'response = c + (d - c + f * dose) / (1 + exp(b * (log(dose) - log(e))))',
    conversion: 'hill = -b, bottom = c, top = d, location = e (no EC50), hormesis = f * e',
    slots: [
      { ...own('b', 'hill', -1), least: 1 },
      own('c', 'bottom'),
      own('d', 'top'),
      dose('e', 'logE'),
      {
        name: 'f',
        from: 'hormesis',
        also: ['logE'],
        of: (values) => at(values, 'hormesis') / 10 ** at(values, 'logE'),
        least: 0,
      },
    ],
    call: (fixed) => `BC.5(fixed = ${fixed})`,
    ec50: null,
  },
  ...saturating('a', '1'),
  ...saturating('b', '0.5'),
  ...saturating('c', '0.25'),
  biphasic: {
    title: 'twophase',
    formula:
      'response = c1 + (d1 - c1) / (1 + exp(b1 * (log(dose) - log(e1)))) + d2 / (1 + exp(b2 * (log(dose) - log(e2))))',
    conversion: 'bottom = c1, top = d1 + d2, first share = (d1 - c1) / (d1 + d2 - c1), hills = -b1, -b2',
    slots: [
      own('b1', 'hillFirst', -1),
      own('c1', 'bottom'),
      {
        name: 'd1',
        from: 'fraction',
        also: ['bottom', 'top'],
        of: (values) =>
          at(values, 'bottom') + at(values, 'fraction') * (at(values, 'top') - at(values, 'bottom')),
      },
      dose('e1', 'logEc50First'),
      own('b2', 'hillSecond', -1),
      {
        name: 'd2',
        from: 'top',
        also: ['bottom', 'fraction'],
        of: (values) => (1 - at(values, 'fraction')) * (at(values, 'top') - at(values, 'bottom')),
      },
      dose('e2', 'logEc50Second'),
    ],
    call: (fixed) => `twophase(fixed = ${fixed})`,
    ec50: null,
  },
}

/** drc's onset is always one unit of dose, so its dose is counted in onsets. */
function saturating(variant: 'a' | 'b' | 'c', alpha: string): Record<string, RForm> {
  const onset = (values: Values) => 10 ** at(values, 'logOnset')
  const form: RForm = {
    title: `CRS.5${variant}`,
    formula: `response = c + (d - c + f * exp(-1 / dose^${alpha})) / (1 + exp(b * (log(dose) - log(e))))`,
    conversion:
      'hill = -b, bottom = c, top = d, location = e * onset (no EC50), hormesis = f; dose counted in onsets',
    slots: [
      { ...own('b', 'hill', -1), least: 0 },
      own('c', 'bottom'),
      own('d', 'top'),
      { ...dose('e', 'logE'), of: (values) => 10 ** at(values, 'logE') / onset(values) },
      { ...own('f', 'hormesis'), least: 0 },
    ],
    call: (fixed) => `cedergreen(fixed = ${fixed}, alpha = ${alpha})`,
    ec50: null,
    doseUnit: onset,
  }
  return { [`hormesisSaturating ${variant}`]: form }
}
