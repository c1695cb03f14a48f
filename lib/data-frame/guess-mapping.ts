import { profileColumn } from './column-profile.ts'
import { guessDose } from './guess-dose.ts'
import { guessGroups, guessReplicate, guessRole } from './guess-groups.ts'
import { guessResponses } from './guess-responses.ts'
import type { DataFrame, MappingGuess, MappingReason } from './types.ts'

/**
 * Which column is what, by header suffix, type and values, with a reason in words for each. `missing` without a dose or a
 * response; `ambiguous` where another reading is as good. Never throws; an empty frame is judged by its headers.
 */
export function guessMapping(frame: DataFrame): MappingGuess {
  const profiles = frame.columns.map((column, index) => profileColumn(column, index, frame.rowCount))
  const dose = guessDose(profiles)
  const responses = guessResponses(profiles, dose.dose)
  const taken = new Set(responses.responses.map((p) => p.index))
  if (dose.dose !== null) taken.add(dose.dose.index)

  const replicate = guessReplicate(profiles, taken)
  if (replicate !== null) taken.add(replicate.index)
  const role = guessRole(profiles, taken)
  // A compound column may hold DMSO among its names: it is then both the group and the role.
  const groups = guessGroups(profiles, taken, frame.rowCount)

  const replicateReason: readonly MappingReason[] =
    replicate === null ? [] : [{ field: 'replicate', text: `header ends in ${replicate.match?.word}` }]
  const isMissing = dose.dose === null || responses.responses.length === 0
  return {
    mapping: {
      dose: dose.dose?.index ?? null,
      responses: responses.responses.map((p) => p.index),
      groups: groups.groups,
      replicate: replicate?.index ?? null,
      role: role.role,
      doseUnit: dose.unit,
      responseUnit: responses.unit,
    },
    state: isMissing ? 'missing' : dose.isAmbiguous || responses.isAmbiguous ? 'ambiguous' : 'guessed',
    reasons: [...dose.reasons, ...responses.reasons, ...groups.reasons, ...replicateReason, ...role.reasons],
  }
}
