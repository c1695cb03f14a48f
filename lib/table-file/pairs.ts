import { readHeader } from '../data-frame/header.ts'
import { isNumberLike } from './cell-number.ts'
import type { HeadedGrid } from './header-rows.ts'
import { saysDose, saysResponse } from './header-says.ts'
import type { LongTable } from './melt.ts'
import { splitSampleName } from './sample-name.ts'
import { isFilled } from './tidy-grid.ts'

/** A curve's own column of doses, and the columns of its responses right of it. */
interface Pair {
  readonly dose: number
  readonly values: readonly number[]
}

/** `X | Y | X | Y`: columns of plotting programs. */
const BARE_DOSE = /^x\s*\d*$/i
const BARE_RESPONSE = /^y\s*\d*$/i

/**
 * The columns of a table in which every curve has its own doses: `Conc (nM) | CPD-1 | Conc (nM) | CPD-2`. Null for any other
 * table, and where the doses are in different units or on different scales.
 */
export function findPairs(headed: HeadedGrid): readonly Pair[] | null {
  const { headers } = headed
  const used = headers.flatMap((_, index) => (hasCells(headed, index) ? [index] : []))
  const isDose = (index: number) => BARE_DOSE.test(headers[index] ?? '') || saysDose(headers[index] ?? '')
  const doses = used.filter(isDose)
  if (doses.length < 2 || doses[0] !== used[0]) return null
  const pairs = doses.map((dose, place) => {
    const end = doses[place + 1] ?? Number.POSITIVE_INFINITY
    return { dose, values: used.filter((index) => index > dose && index < end) }
  })
  const isPaired = pairs.every(
    ({ dose, values }) => values.length > 0 && [dose, ...values].every((index) => isNumeric(headed, index)),
  )
  const scales = new Set(doses.map((index) => scaleOf(headers[index] ?? '')))
  return isPaired && scales.size === 1 ? pairs : null
}

/** A row per response, with the curve whose it is. */
export function meltPairs(headed: HeadedGrid, pairs: readonly Pair[]): LongTable {
  const { headers, rows } = headed
  const hasReplicates = pairs.some(({ values }) => values.length > 1)
  const melted = pairs.flatMap((pair, place) => {
    const name = nameOf(headed, pair) ?? `Curve ${place + 1}`
    return pair.values.flatMap((index, replicate) =>
      rows.flatMap((row) => {
        const [dose, value] = [row[pair.dose] ?? '', row[index] ?? '']
        if (dose === '' || value === '') return []
        return [[name, dose, ...(hasReplicates ? [String(replicate + 1)] : []), value]]
      }),
    )
  })
  const { doseUnit } = readHeader(headers[pairs[0]?.dose ?? -1] ?? '')
  const readouts = new Set(pairs.flatMap(({ values }) => values.map((index) => headers[index] ?? '')))
  const [readout = ''] = readouts
  return {
    headers: [
      'Compound',
      doseUnit === null ? 'Concentration' : `Concentration (${doseUnit})`,
      ...(hasReplicates ? ['Replicate'] : []),
      readouts.size === 1 && saysResponse(readout) ? readout : 'Response',
    ],
    rows: melted,
  }
}

/** What stands above the pair, else what both of its headers begin with, else a header of responses that is a name. */
function nameOf({ headers, groups }: HeadedGrid, { dose, values }: Pair): string | null {
  const above = groups?.[dose] ?? ''
  if (isFilled(above) && !saysDose(above) && !saysResponse(above)) return above
  const [doseHeader, header] = [headers[dose] ?? '', headers[values[0] ?? -1] ?? '']
  const shared = sharedWords(doseHeader, header)
  if (shared !== '') return shared
  const { name } = splitSampleName(header)
  return isFilled(name) && !saysResponse(name) && !BARE_RESPONSE.test(name) ? name : null
}

function sharedWords(one: string, other: string): string {
  const words = other.split(' ')
  const same = one.split(' ').findIndex((word, place) => word.toLowerCase() !== words[place]?.toLowerCase())
  return words.slice(0, Math.max(0, same)).join(' ')
}

function scaleOf(header: string): string {
  const { doseUnit, isLog } = readHeader(header)
  return `${doseUnit ?? ''} ${isLog ? 'log' : ''}`
}

function isNumeric({ rows }: HeadedGrid, index: number): boolean {
  const cells = rows.flatMap((row) => row[index] || [])
  return cells.filter(isNumberLike).length * 2 >= cells.length
}

function hasCells({ rows }: HeadedGrid, index: number): boolean {
  return rows.some((row) => (row[index] ?? '') !== '')
}
