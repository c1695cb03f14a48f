import { parseCellNumber } from '../data-frame/number-text.ts'
import { convertDose, parseDoseUnit } from '../data-frame/dose-units.ts'
import type { DoseUnit } from '../data-frame/types.ts'

export interface DoseText {
  readonly value: number
  /** Null where the text names none. */
  readonly unit: DoseUnit | null
  /** The number alone, as it was written. */
  readonly digits: string
}

/** A dose with what a header says around it: `Conc 0.1 µM`, `% inhibition @ 3 nM`, `-9 log M`. */
export interface WordedDose extends DoseText {
  readonly before: string
  readonly after: string
}

/** What is longer is prose. */
const MAX_CHARS = 120

const SIGN = String.raw`(?:(?<![\p{L}\p{N}])[+\-−–])?`
const NUMBER = String.raw`${SIGN}(?:\d+\.?\d*|\.\d+)(?:[eE][+\-−–]?\d+)?`
const UNIT = String.raw`[([]?\s*([pnuµμm]?M|[pnuµμm]?mol\/[lL]|[pnuµμm]?g\/[mµμu]?[lL])\s*[)\]]?(?![\p{L}\p{N}])`
const WITH_UNIT = new RegExp(String.raw`^(.*?)(${NUMBER})\s*${UNIT}(.*)$`, 'u')
const WITHOUT_UNIT = new RegExp(String.raw`^(.*?)(${NUMBER})([\s_)\]]*|\s*[([]?log.*)$`, 'u')
const REPLICATE = /[\s_.,;(-]*(?:\b|_)(?:rep(?:licate|l)?s?|run|n\s*=|r)[\s._#-]*\d+\s*\)?$/i

/** `0.1`, `1e-9`, `10 nM`, `3µM`, `1×10^-9 M`, `3 (nM)`; null for anything else. */
export function readDoseText(text: string): DoseText | null {
  const dose = readWordedDose(text)
  return dose === null || dose.before !== '' || dose.after !== '' ? null : dose
}

/** A number, with its unit where it has one, and the words around it. The number of a replicate is no part of it. */
export function readWordedDose(text: string): WordedDose | null {
  if (text.length > MAX_CHARS) return null
  const plain = withoutPowers(text).replace(REPLICATE, '').trim()
  const parts = WITH_UNIT.exec(plain)
  const bare = parts === null ? WITHOUT_UNIT.exec(plain) : null
  const [, before = '', digits = '', unit = ''] = parts ?? bare ?? []
  const value = parseCellNumber(digits)
  if (Number.isNaN(value)) return null
  // `µM.1` and `µM_2`: the second column of that name, as programs number them.
  const after = (
    parts === null ? (bare?.[3] ?? '') : (parts[4] ?? '').replace(/^[._]\d{1,2}$/, '')
  ).replaceAll(/^[\s_)\]]+|[\s_)\]]+$/g, '')
  return {
    value,
    unit: parts === null ? null : parseDoseUnit(unit),
    digits,
    before: before.replace(/(?:[\s@:=_,;([-]|\b(?:at|of)\b)+$/i, ''),
    after,
  }
}

/** Powers of ten as people write them, in the form of programs: `1×10^-9`, `3 x 10-7`, `10⁻⁹`. */
function withoutPowers(text: string): string {
  const plain = text.replaceAll(/[⁺⁻⁰¹²³⁴-⁹]+/g, (power) => `^${power.normalize('NFKC').replace('−', '-')}`)
  return plain
    .replace(/(\d)\s*[×x*·]\s*10\s*\^?\s*\(?([+\-−–]?\d+)\)?/i, '$1e$2')
    .replace(/(?<![\d.])10\s*\^\s*\(?([+\-−–]?\d+)\)?/, '1e$1')
}

/** Three or more different values that only rise or only fall, over tenfold or (as logarithms) one decade. */
export function isDoseSeries(doses: readonly DoseText[]): boolean {
  const unit = doses[0]?.unit ?? 'unknown'
  const values = doses.map((dose) => convertDose(dose.value, dose.unit ?? unit, unit) ?? dose.value)
  const distinct = [...new Set(values)].toSorted((a, b) => a - b)
  if (distinct.length < 3 || !runsOneWay(values)) return false
  if (doses.every((dose) => dose.unit !== null || dose.value === 0)) return true
  const [lowest = 0] = distinct.filter((value) => value > 0)
  const highest = distinct.at(-1) ?? 0
  if ((distinct[0] ?? 0) < 0) return highest - (distinct[0] ?? 0) >= 1 && highest < 5
  return lowest > 0 && highest >= lowest * 10
}

/** Equal neighbours are replicates; a run may begin anew for the next block of them. */
function runsOneWay(values: readonly number[]): boolean {
  const distinct = new Set(values).size
  const [first = 0] = values
  const start = values.findIndex((value) => value !== first)
  const isRising = start > 0 && (values[start] ?? 0) > first
  const turns = values.filter((value, index) => {
    const before = values[index - 1] ?? value
    return isRising ? value < before : value > before
  }).length
  return turns <= Math.max(0, Math.ceil(values.length / distinct) - 1)
}
