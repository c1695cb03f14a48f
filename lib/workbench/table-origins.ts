import type { DataFrame } from '../data-frame/types.ts'
import { formatFull, withUnit } from '../format/format-number.ts'
import type { Normalisation, PlateLimits } from '../plates/types.ts'
import { normalisationText } from './normalisation-text.ts'
import { PLATE_LIMIT_WORDS } from './plate-limit-words.ts'
import { policyOrigin } from './policies.ts'
import { isSameJson } from './same-json.ts'
import { activePolicy } from './selectors.ts'
import type { SettingOrigin } from './setting-origins.ts'
import type { Policy, Work } from './types.ts'

/** What the table makes of the work's settings and its policy's. */
export interface TableSettings {
  /** As measured. */
  readonly frame: DataFrame
  /** The policy's normalisation as this table has it; null where it names none, or what the table lacks. */
  readonly normalisationOfPolicy: Omit<Normalisation, 'rawUnit'> | null
  /** All of them, the usual ones where nothing is said. */
  readonly plateLimits: PlateLimits
}

/**
 * What responses are set against and what plates are flagged by, which holds for all curves, with where it comes from.
 */
export function tableOrigins(work: Work, table: TableSettings): readonly SettingOrigin[] {
  const policy = activePolicy(work)
  const ofPolicy = policyOrigin(policy)
  const { normalisation, plateLimits: set } = work
  const isUsual = normalisation === null && policy.normalisation === undefined
  return [
    {
      title: 'Responses',
      value: normalisation === null ? 'as measured' : normalisationText(normalisation, table.frame),
      origin: isUsual ? 'default' : isOfPolicy(policy, work, table) ? ofPolicy : 'this table',
    },
    ...(Object.keys(PLATE_LIMIT_WORDS) as (keyof PlateLimits)[]).map((name): SettingOrigin => {
      const { title, unit } = PLATE_LIMIT_WORDS[name]
      const inherited = policy.plateLimits?.[name]
      const ofTable = inherited === undefined ? 'default' : ofPolicy
      return {
        title: `Plates: ${title}`,
        value: withUnit(formatFull(table.plateLimits[name]), unit),
        origin: set[name] === inherited ? ofTable : 'this table',
      }
    }),
  ]
}

function isOfPolicy(
  { normalisation: named }: Policy,
  { normalisation: held }: Work,
  { normalisationOfPolicy: made }: TableSettings,
): boolean {
  if (named === undefined) return false
  if (named === 'as-measured' || held === null) return named === 'as-measured' && held === null
  return made !== null && isSameJson({ ...made, rawUnit: held.rawUnit }, held)
}
