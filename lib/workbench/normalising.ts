import { PERCENT_UNIT } from '../data-frame/response-scale.ts'
import { PARAMETER_UNITS } from '../fit/models/table.ts'
import type { ParameterName } from '../fit/types.ts'
import { setsAnything } from './selectors.ts'
import type { CurveSettings, Work, WorkAction } from './types.ts'

type Chosen = Extract<WorkAction, { kind: 'set-normalisation' }>['normalisation']

/**
 * The work with its responses on another scale: unit and control values go with it. Levels that a curve or a
 * group was held to on the scale before mean nothing on this one, so they end; slopes and potencies stay.
 */
export function normalising(work: Work, chosen: Chosen): Work {
  const { mapping, normalisation: before } = work
  const rawUnit = before?.rawUnit ?? mapping.responseUnit
  const isOtherScale = before?.kind !== chosen?.kind
  return {
    ...work,
    normalisation: chosen && { ...chosen, rawUnit },
    mapping: {
      ...mapping,
      ...(isOtherScale && { responseUnit: chosen ? PERCENT_UNIT : rawUnit }),
      role: chosen ? withControls(mapping.role, chosen) : mapping.role,
    },
    ...(isOtherScale && { groups: withoutLevels(work.groups), curves: withoutLevels(work.curves) }),
  }
}

/** A mapping that speaks of values as measured, as answers about the table do: its unit is then the one to return to. */
export function asMeasured(
  { normalisation, mapping: { responseUnit } }: Work,
  mapping: Work['mapping'],
): Pick<Work, 'mapping' | 'normalisation'> {
  if (normalisation === null || mapping.responseUnit === responseUnit) return { mapping, normalisation }
  return {
    mapping: { ...mapping, responseUnit },
    normalisation: { ...normalisation, rawUnit: mapping.responseUnit },
  }
}

/** Wells that others are set against make no curve. */
function withControls(
  role: Work['mapping']['role'],
  { column, negative, positive }: NonNullable<Chosen>,
): Work['mapping']['role'] {
  const known = role?.column === column ? role.controlValues : []
  return { column, controlValues: [...new Set([...known, ...negative, ...positive])] }
}

/** What curves or groups set, but for levels of the response. One that then sets nothing is left out. */
export function withoutLevels(settingsByKey: Work['curves']): Work['curves'] {
  return Object.fromEntries(
    Object.entries(settingsByKey).flatMap(([key, settings]): [string, CurveSettings][] => {
      const constraints = Object.fromEntries(
        Object.entries(settings.constraints).filter(([name]) => !isOfResponse(name as ParameterName)),
      )
      const isUsual = !setsAnything({ ...settings, constraints })
      return isUsual ? [] : [[key, { ...settings, constraints }]]
    }),
  )
}

function isOfResponse(name: ParameterName): boolean {
  const unit = PARAMETER_UNITS.get(name)
  return unit === 'response' || unit === 'span' || unit === 'span-per-dose'
}
