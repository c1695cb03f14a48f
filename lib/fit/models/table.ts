import type { Constraints, ModelName, ParameterName } from '../types.ts'
import { bell, bellOwnEnd } from './bell.ts'
import { biphasic } from './biphasic.ts'
import { constant } from './constant.ts'
import { hormesisLinear } from './hormesis-linear.ts'
import { hormesisSaturating } from './hormesis-saturating.ts'
import { linear } from './linear.ts'
import { logNormal } from './log-normal.ts'
import { logistic4Model } from './logistic4.ts'
import { logistic5Bottom, logistic5Top } from './logistic5.ts'
import type { Model, ModelEntry, OfferRules, UnitKind } from './model.ts'
import { weibull1 } from './weibull1.ts'
import { weibull2 } from './weibull2.ts'

const ALWAYS: OfferRules = {
  distinctDoses: 1,
  lessWhenFixed: false,
  bothPlateausSeen: false,
  zeroDose: false,
  dosesAboveControl: 0,
  lastDosesReverse: false,
  aiccGain: null,
}
const ASYMMETRIC: OfferRules = { ...ALWAYS, distinctDoses: 6, bothPlateausSeen: true, aiccGain: 4 }
const HORMESIS: OfferRules = { ...ALWAYS, distinctDoses: 7, zeroDose: true, dosesAboveControl: 2 }

/**
 * Every model, in the order of the picker. It drives picker, docs, tests and the headless schema: a new model is one
 * file, its name in `ModelName` and a row here. The thresholds of `offer` are science.md 1.
 */
export const MODELS: Readonly<Record<ModelName, ModelEntry>> = {
  constant: {
    name: 'constant',
    title: 'Constant',
    synonyms: ['flat', 'no response', 'mean'],
    offer: ALWAYS,
    variants: [constant],
    isMonotone: false,
  },
  linear: {
    name: 'linear',
    title: 'Straight line',
    synonyms: ['linear regression'],
    offer: { ...ALWAYS, distinctDoses: 2 },
    variants: [linear],
    isMonotone: false,
  },
  logistic4: {
    name: 'logistic4',
    title: 'Four-parameter logistic',
    synonyms: ['4PL', '3PL', '2PL', 'LL.4', 'log-logistic', 'Hill equation', 'variable slope', 'sigmoidal'],
    offer: { ...ALWAYS, distinctDoses: 5, lessWhenFixed: true },
    variants: [logistic4Model],
    isMonotone: true,
  },
  logistic5: {
    name: 'logistic5',
    title: 'Five-parameter logistic',
    synonyms: ['5PL', 'LL.5', 'asymmetric logistic', 'Richards'],
    offer: ASYMMETRIC,
    variants: [logistic5Bottom, logistic5Top],
    isMonotone: true,
  },
  weibull1: {
    name: 'weibull1',
    title: 'Weibull, type 1',
    synonyms: ['W1.4', 'Gompertz on log dose', 'log-Gompertz', 'complementary log-log'],
    offer: ASYMMETRIC,
    variants: [weibull1],
    isMonotone: true,
  },
  weibull2: {
    name: 'weibull2',
    title: 'Weibull, type 2',
    synonyms: ['W2.4'],
    offer: ASYMMETRIC,
    variants: [weibull2],
    isMonotone: true,
  },
  logNormal: {
    name: 'logNormal',
    title: 'Log-normal',
    synonyms: ['LN.4', 'probit'],
    offer: ASYMMETRIC,
    variants: [logNormal],
    isMonotone: true,
  },
  hormesisLinear: {
    name: 'hormesisLinear',
    title: 'Hormesis, linear start',
    synonyms: ['Brain-Cousens', 'BC.5', 'low-dose stimulation'],
    offer: HORMESIS,
    variants: [hormesisLinear],
    isMonotone: false,
  },
  hormesisSaturating: {
    name: 'hormesisSaturating',
    title: 'Hormesis, saturating',
    synonyms: ['Cedergreen-Ritz-Streibig', 'CRS.5'],
    offer: HORMESIS,
    variants: hormesisSaturating,
    isMonotone: false,
  },
  biphasic: {
    name: 'biphasic',
    title: 'Biphasic',
    synonyms: ['two-phase', 'two-site'],
    offer: { ...ALWAYS, distinctDoses: 8 },
    variants: [biphasic],
    isMonotone: true,
  },
  bell: {
    name: 'bell',
    title: 'Bell-shaped',
    synonyms: ['bell', 'biphasic up and down', 'hook effect'],
    offer: { ...ALWAYS, distinctDoses: 8, lastDosesReverse: true },
    variants: [bell, bellOwnEnd],
    isMonotone: false,
  },
}

/** The rows in the order of the picker. */
export const MODEL_ENTRIES: readonly ModelEntry[] = Object.values(MODELS)

/** What each parameter of any model measures: one name means one kind of thing in every model. */
export const PARAMETER_UNITS: ReadonlyMap<ParameterName, UnitKind> = new Map(
  MODEL_ENTRIES.flatMap(({ variants }) =>
    variants.flatMap(({ parameters }) => parameters.map(({ name, unit }) => [name, unit] as const)),
  ),
)

/**
 * The variants that a request asks to fit: the one it names, or all that its constraints fit. A bell has an end of its
 * own only when the constraints speak of it.
 *
 * @returns empty where the named variant does not exist
 */
export function variantsOf(name: ModelName, constraints: Constraints, variant?: string): readonly Model[] {
  const { variants } = MODELS[name]
  if (variant !== undefined) return variants.filter((model) => model.variant === variant)
  if (name === 'bell') return [constraints.bottomSecond === undefined ? bell : bellOwnEnd]
  return variants
}

/** The model of a finished fit, for drawing it and for its effective doses. */
export function modelOf(name: ModelName, variant?: string): Model {
  const { variants } = MODELS[name]
  const found = variants.find((model) => model.variant === (variant ?? null)) ?? variants[0]
  if (!found) throw new Error(`the table has no ${name}`)
  return found
}
