import { constraintOf, type ParameterSpec } from '../fit/models/model.ts'
import { MODEL_ENTRIES, MODELS, variantsOf } from '../fit/models/table.ts'
import type { Constraint, Constraints, ModelName, ParameterName } from '../fit/types.ts'

export const FREE = { kind: 'free' } as const

export const FREE_SIGMOID: Constraints = { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE }

/** Names of the models in the order of the picker; a tuple, as schemas want it. */
export const MODEL_NAMES = MODEL_ENTRIES.map(({ name }) => name) as [ModelName, ...ModelName[]]

/** Every parameter that any model has, the four of a sigmoid first. */
export const PARAMETER_NAMES = [
  ...new Set<ParameterName>([
    ...parametersOf('logistic4').map(({ name }) => name),
    ...MODEL_ENTRIES.flatMap(({ variants }) =>
      variants.flatMap(({ parameters }) => parameters.map(({ name }) => name)),
    ),
  ]),
] as [ParameterName, ...ParameterName[]]

/** What a model's panel shows, in the order of its vector. A bell has an end of its own once the constraints name it. */
export function parametersOf(
  model: ModelName,
  constraints: Partial<Constraints> = {},
): readonly ParameterSpec[] {
  const [variant] = variantsOf(model, { ...FREE_SIGMOID, ...constraints })
  return variant?.parameters ?? []
}

/** "Four-parameter logistic" */
export function modelTitle(model: ModelName): string {
  return MODELS[model].title
}

/** What holds for a parameter that nobody has said anything about. */
export function usualConstraint(spec: ParameterSpec): Constraint {
  return constraintOf(FREE_SIGMOID, spec)
}
