import { counted } from '../format/format-number.ts'
import { formatLevel } from '../format/format-potency.ts'
import { listText } from '../format/list-text.ts'
import { REVIEW_WORDS } from '../workbench/review.ts'
import { VERDICT_WORDS } from '../workbench/verdict-words.ts'
import type { PushedCurve, PushedPotency, PushedSettings } from './pushed-state.ts'

interface Stated {
  readonly curve: PushedCurve
  readonly settings: readonly PushedSettings[]
}

/** Rows written out of a list; the rest is counted. */
const MOST_ROWS = 6

/**
 * What is otherwise than in an earlier push, each in a few words: settings, points out, verdict, review. Empty where the
 * curve would be pushed as it was.
 */
export function pushChanges(was: Stated, is: Stated): readonly string[] {
  const changes = [
    ...settingsChanges(settingsOf(was), settingsOf(is)),
    ...changed('dose unit', was.curve.potency.unit, is.curve.potency.unit),
    ...(was.curve.points === is.curve.points ? [] : ['the table’s values are read otherwise']),
    ...pointChanges(was.curve, is.curve),
    ...changed('verdict', VERDICT_WORDS[was.curve.verdict], VERDICT_WORDS[is.curve.verdict]),
    ...changed('override', overrideText(was.curve), overrideText(is.curve)),
    ...changed('review', REVIEW_WORDS[was.curve.review], REVIEW_WORDS[is.curve.review]),
    ...changed('interval', was.curve.interval ?? 'none', is.curve.interval ?? 'none'),
    ...changed('name', was.curve.label, is.curve.label),
  ]
  if (changes.length > 0 || isSamePotency(was.curve.potency, is.curve.potency)) return changes
  return ['potency alone']
}

function settingsOf({ curve, settings }: Stated): PushedSettings | null {
  return settings[curve.settings] ?? null
}

function settingsChanges(was: PushedSettings | null, is: PushedSettings | null): readonly string[] {
  if (was === null || is === null) return []
  return [
    ...changed('policy', was.policy, is.policy),
    ...changed('fitted by', was.fittedBy, is.fittedBy),
    ...constraintChanges(was.constraints, is.constraints),
    ...changed('confidence level', formatLevel(was.level), formatLevel(is.level)),
    ...changed('covariance', was.covariance ?? 'none', is.covariance ?? 'none'),
    ...(was.normalisation === is.normalisation
      ? []
      : [is.normalisation === null ? 'not normalised any more' : 'normalised otherwise']),
    ...(was.reading.join() === is.reading.join() ? [] : ['answers about the table']),
    ...changed('Halfmax', was.version, is.version),
  ]
}

/** "bottom: free, now fixed 0"; those of another model stand for themselves. */
function constraintChanges(was: readonly string[], is: readonly string[]): readonly string[] {
  return is.flatMap((text) => {
    if (was.includes(text)) return []
    const name = NAMES.exec(text)?.[0] ?? ''
    const earlier = was.find((one) => name !== '' && NAMES.exec(one)?.[0] === name)
    const now = text.slice(name.length + 1)
    return earlier === undefined ? [text] : [`${name}: ${earlier.slice(name.length + 1)}, now ${now}`]
  })
}

/** The parameter's name before "free", "fixed 0", "0 to 20", "≥ 0". */
const NAMES = /^.+?(?= (?:free|fixed|[≤≥]|[−-]?\d))/

function pointChanges(was: PushedCurve, is: PushedCurve): readonly string[] {
  const [before, now] = [new Set(was.rowsOut), new Set(is.rowsOut)]
  return [
    ...rowsText(
      is.rowsOut.filter((row) => !before.has(row)),
      'out',
    ),
    ...rowsText(
      was.rowsOut.filter((row) => !now.has(row)),
      'back in',
    ),
  ]
}

function rowsText(rows: readonly number[], where: string): readonly string[] {
  if (rows.length === 0) return []
  const named = rows.slice(0, MOST_ROWS).map((row) => String(row + 1))
  const list = listText(named, rows.length - named.length)
  return [`${counted(rows.length, 'well')} ${where}: ${rows.length === 1 ? 'row' : 'rows'} ${list}`]
}

function overrideText({ override }: PushedCurve): string {
  return override === null ? 'none' : VERDICT_WORDS[override]
}

function changed(what: string, was: string, is: string): readonly string[] {
  return was === is ? [] : [`${what}: ${was}, now ${is}`]
}

/** The same settings on the same points give the same digits; a hair's breadth is left for another machine. */
function isSamePotency(was: PushedPotency, is: PushedPotency): boolean {
  if (was.qualifier !== is.qualifier || was.name !== is.name) return false
  if (was.logDose === null || is.logDose === null) return was.logDose === is.logDose
  return Math.abs(was.logDose - is.logDose) < 1e-6
}
