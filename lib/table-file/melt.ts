import { headerFamily } from '../data-frame/header-family.ts'
import { convertDose } from '../data-frame/dose-units.ts'
import { readHeader } from '../data-frame/header.ts'
import type { DoseHeaders } from './dose-headers.ts'
import type { DoseText } from './dose-text.ts'
import type { HeadedGrid } from './header-rows.ts'
import type { WidePlan } from './layout.ts'
import { saysDose, saysResponse } from './header-says.ts'
import { splitReadouts, splitSampleName } from './sample-name.ts'
import type { SampleName } from './sample-name.ts'
import { isFilled } from './tidy-grid.ts'
import type { Grid } from './types.ts'

/** A table with one header row and a row per well. */
export interface LongTable {
  readonly headers: readonly string[]
  readonly rows: Grid
}

/** Doses in a column, responses in the others: a row per response, with the sample and replicate its header names. */
export function meltDown(headed: HeadedGrid, { dose, values, kept }: WidePlan): LongTable {
  const { headers, rows } = headed
  const samples = namesOfColumns(headed, values)
  const only = samples[0]?.name ?? ''
  const isSample = headerFamily(readHeader(only))?.family === 'group'
  const hasSamples =
    isSample ||
    samples.some(({ name }) => name !== only) ||
    values.some(
      (index) => isFilled(headed.groups?.[index] ?? '') && !saysResponse(headed.groups?.[index] ?? ''),
    )
  const hasReplicates = samples.some(({ replicate }) => replicate !== null)
  const named = hasSamples ? '' : only
  const melted: string[][] = []
  for (const [place, index] of values.entries()) {
    const { name = '', replicate = null } = samples[place] ?? {}
    for (const row of rows) {
      const value = row[index] ?? ''
      if (value === '') continue
      melted.push([
        ...(hasSamples ? [name] : []),
        ...kept.map((column) => row[column] ?? ''),
        dose === null ? '' : (row[dose] ?? ''),
        ...(hasReplicates ? [replicate ?? '1'] : []),
        value,
      ])
    }
  }
  const doseHeader = [headers[dose ?? -1] ?? '', headed.groups?.[dose ?? -1] ?? ''].find(saysDose)
  return {
    headers: [
      ...(hasSamples ? [samples.every(({ name }) => saysResponse(name)) ? 'Readout' : 'Compound'] : []),
      ...kept.map((column) => headers[column] ?? ''),
      doseHeader ?? 'Concentration',
      ...(hasReplicates ? ['Replicate'] : []),
      named === '' ? 'Response' : named,
    ],
    rows: melted,
  }
}

/** Doses in the header row: a row per response, with the dose of its column and the names of its row. */
export function meltAcross(headed: HeadedGrid, { values, kept }: WidePlan, found: DoseHeaders): LongTable {
  const { headers, rows } = headed
  const doses = values.map((index) => found.doses[index] ?? null)
  const unit = doses.find((dose) => dose?.unit != null)?.unit ?? null
  const texts = doses.map((dose) => inUnit(dose, unit))
  const corner = kept.find((column) => saysDose(headers[column] ?? ''))
  const melted: string[][] = []
  for (const row of rows) {
    for (const [place, index] of values.entries()) {
      const value = row[index] ?? ''
      if (value !== '') melted.push([...kept.map((column) => row[column] ?? ''), texts[place] ?? '', value])
    }
  }
  const names = kept.map((column) => {
    const header = headers[column] ?? ''
    return column === corner || (header === '' && column === kept[0]) ? 'Compound' : header
  })
  const doseHeader = nameOfDoses(headed, found, { unit, corner: headers[corner ?? -1] ?? null })
  const readout = [found.words, ...(headed.groups ?? [])].find(saysResponse)
  return { headers: [...names, doseHeader, readout ?? 'Response'], rows: melted }
}

/** The word for the doses stands in their headers, above them, or in the corner left of them. */
function nameOfDoses(
  { groups }: HeadedGrid,
  { isLog, unit: ofWords }: DoseHeaders,
  { unit, corner }: { readonly unit: DoseText['unit']; readonly corner: string | null },
): string {
  const written = unit === null && ofWords === null ? (groups?.find(saysDose) ?? corner) : null
  if (written !== null && readHeader(written).isLog === isLog) return written
  const all = unit ?? ofWords ?? (written === null ? null : readHeader(written).doseUnit)
  return `${isLog ? 'log10 concentration' : 'Concentration'}${all === null ? '' : ` (${all})`}`
}

function inUnit(dose: DoseText | null, unit: DoseText['unit']): string {
  if (dose === null) return ''
  const converted = unit === null || dose.unit === null ? null : convertDose(dose.value, dose.unit, unit)
  return dose.unit === unit || converted === null ? dose.digits : String(converted)
}

/**
 * Whose responses stand in each column. Under a row of wider headers that names the sample. A column without a header goes with
 * the one left of it (a merged header); equal headers are replicates in their order.
 */
function namesOfColumns({ headers, groups }: HeadedGrid, values: readonly number[]): readonly SampleName[] {
  const readouts = groups === null ? splitReadouts(values.map((index) => headers[index] ?? '')) : null
  if (readouts !== null) return readouts
  let left = ''
  const written = values.map((index) => {
    const header = headers[index] ?? ''
    const group = groups?.[index] ?? ''
    if (group !== '') return { name: group, replicate: splitSampleName(header).replicate }
    left = header === '' ? left : header
    return splitSampleName(left.replace(/[\s_(-]+(?:mean|average|avg)\)?$/i, ''))
  })
  const isCounted = written.every(({ replicate }) => replicate !== null) && areDifferent(written)
  if (isCounted) return written
  const seen = new Map<string, number>()
  const counted = written.map(({ name }) => {
    const replicate = (seen.get(name) ?? 0) + 1
    seen.set(name, replicate)
    return { name, replicate: String(replicate) }
  })
  const hasReplicates = counted.some(({ replicate }) => replicate !== '1')
  return counted.map(({ name, replicate }) => ({ name, replicate: hasReplicates ? replicate : null }))
}

function areDifferent(names: readonly SampleName[]): boolean {
  return new Set(names.map(({ name, replicate }) => `${name}\n${replicate}`)).size === names.length
}
