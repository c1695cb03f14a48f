import { checkPlantedViolations } from '../lint/planted-violations.mjs'
import { outcome } from './programs.mjs'

/** Every folder rule still catches its planted violation, in both spellings. */
export function folderRules() {
  const { failures } = checkPlantedViolations()
  return outcome(failures.length === 0, failures.join('\n'))
}
