import { parseDoseUnit } from './dose-units.ts'
import type { DoseUnit } from './types.ts'

/** What a header says, taken apart. Nothing here looks at values. */
export interface HeaderReading {
  /** Lower-case words without units, percent signs and times. */
  readonly words: readonly string[]
  readonly doseUnit: DoseUnit | null
  /** A bracketed text that is neither a dose unit nor a time, e.g. `RFU`; `''` without one. */
  readonly otherUnit: string
  readonly isPercent: boolean
  readonly isLog: boolean
  /** The whole header is one bracketed word, the chemist's way to write a concentration: `[drug] (nM)`. */
  readonly isBracketed: boolean
  readonly time: HeaderTime | null
}

export interface HeaderTime {
  readonly hours: number
  /** "24 h", "3 d", "30 min". */
  readonly text: string
}

/** What follows so long a text says nothing more, and brackets nobody closes take time with the square of their number. */
const MAX_READ = 500

const BRACKETS = /[([{]([^)\]}]*)[)\]}]/g
const DOSE_END = /(?:dose|dosage|conc|concentration|concn|level|molarity)$/i

/** Takes a header apart: units in brackets or after the dose word, percent, log, time, and the words left over. */
export function readHeader(header: string): HeaderReading {
  let rest = header.slice(0, MAX_READ).normalize('NFKC').replaceAll('_', ' ').trim()
  const isBracketed = isConcentrationOf(rest)
  let doseUnit: DoseUnit | null = null
  let otherUnit = ''
  let isPercent = /%/.test(rest)

  if (isBracketed) rest = rest.replace(/[[(]([^\])]*)[\])]/, ' $1 ')
  rest = rest.replace(BRACKETS, (_, inner: string) => {
    const unit = parseDoseUnit(inner)
    if (unit !== null) doseUnit ??= unit
    else if (readTime(inner) !== null) return ` ${inner} `
    else if (!/%|^percent$/i.test(inner)) otherUnit ||= inner.trim()
    else isPercent = true
    return ' '
  })
  const time = readTime(rest)
  if (time !== null) rest = rest.replace(time.matched, ' ')
  const trailing = splitTrailingUnit(rest.replaceAll('%', ' ').trim())
  doseUnit ??= trailing.unit
  const words = splitWords(trailing.text)
  return {
    words: words.filter((word) => !PERCENT_WORDS.has(word)),
    doseUnit,
    otherUnit,
    isPercent: isPercent || words.some((word) => PERCENT_WORDS.has(word)),
    isLog: words.some((word) => /^(log|log10|ln|p?log\w*conc\w*)$/.test(word)),
    isBracketed,
    time: time === null ? null : { hours: time.hours, text: time.text },
  }
}

const PERCENT_WORDS = new Set(['percent', 'percentage', 'pct', 'perc'])

/** `[drug]`, `[Inhibitor] (nM)`, `[ATP], uM`; not `[Plate 1] Signal`, `[nM]` or `[RFU]`. */
function isConcentrationOf(header: string): boolean {
  const found = /^\[\s*([a-z][a-z0-9 -]{2,})\]\s*(.*)$/i.exec(header)
  const inner = found?.[1] ?? ''
  const after = (found?.[2] ?? '').replaceAll(/^[\s,(/[]+|[\s)\]]+$/g, '')
  if (inner === '' || parseDoseUnit(inner) !== null || /^(rfu|rlu|cps|counts|percent)$/i.test(inner.trim()))
    return false
  return after === '' || parseDoseUnit(after) !== null
}

/** `Dose nM`, `Conc in uM`, `ConcNM`: a bare unit counts only right after a dose word, as `Group M` is no molarity. */
function splitTrailingUnit(text: string): { readonly text: string; readonly unit: DoseUnit | null } {
  const spaced = /^(.*?)[\s,.:-]+(?:in\s+)?(\S+)$/.exec(text) ?? /^(.*)([npuμm]M)$/.exec(text)
  const before = spaced?.[1] ?? ''
  const unit = parseDoseUnit(spaced?.[2] ?? '')
  if (unit !== null && DOSE_END.test(before)) return { text: before, unit }
  const alone = parseDoseUnit(text)
  return alone === null ? { text, unit: null } : { text: '', unit: alone }
}

function splitWords(text: string): readonly string[] {
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

interface MatchedTime extends HeaderTime {
  readonly matched: string
}

const HOURS_PER: Readonly<Record<string, number>> = { h: 1, d: 24, min: 1 / 60 }

/** `24h`, `48 hours`, `3d`, `day 3`, `30 min`. An upper-case `3D` is a culture, not a time. */
function readTime(text: string): MatchedTime | null {
  const after =
    /(?<!\d|\d\.)(\d+(?:\.\d+)?)\s*([Hh]|[Hh]rs?|[Hh]ours?|d|[Dd]ays?|[Mm]ins?|[Mm]inutes?)(?![A-Za-z0-9])/.exec(
      text,
    )
  const named = /\b(day|hour)\s*(\d+(?:\.\d+)?)\b/i.exec(text)
  const found = after ?? named
  if (found === null) return null
  const amount = Number(after === null ? found[2] : found[1])
  const word = (after === null ? found[1] : found[2])?.toLowerCase() ?? 'h'
  const unit = word.startsWith('m') ? 'min' : word.startsWith('d') ? 'd' : 'h'
  return { hours: amount * (HOURS_PER[unit] ?? 1), text: `${amount} ${unit}`, matched: found[0] }
}
