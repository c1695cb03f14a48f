import { headerFamily } from '../data-frame/header-family.ts'
import { convertDose } from '../data-frame/dose-units.ts'
import { readHeader } from '../data-frame/header.ts'
import { readDoseText } from './dose-text.ts'
import type { DoseText } from './dose-text.ts'
import type { HeadedGrid } from './header-rows.ts'
import type { WidePlan } from './layout.ts'
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
  const hasSamples = samples.some(({ name }) => name !== samples[0]?.name) || headed.groups !== null
  const hasReplicates = samples.some(({ replicate }) => replicate !== null)
  const named = !hasSamples ? (samples[0]?.name ?? '') : ''
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
  const doseHeader = dose === null ? '' : (headers[dose] ?? '')
  return {
    headers: [
      ...(hasSamples ? ['Compound'] : []),
      ...kept.map((column) => headers[column] ?? ''),
      saysDose(doseHeader) ? doseHeader : 'Concentration',
      ...(hasReplicates ? ['Replicate'] : []),
      named === '' ? 'Response' : named,
    ],
    rows: melted,
  }
}

/** Doses in the header row: a row per response, with the dose of its column and the names of its row. */
export function meltAcross(headed: HeadedGrid, { values, kept }: WidePlan): LongTable {
  const { headers, groups, rows } = headed
  const doses = values.map((index) => readDoseText(headers[index] ?? ''))
  const unit = doses.find((dose) => dose?.unit != null)?.unit ?? null
  const texts = doses.map((dose) => inUnit(dose, unit))
  // The word for the doses stands above them, or in the corner left of them.
  const corner = kept.find((column) => saysDose(headers[column] ?? ''))
  const above = groups?.find(saysDose)
  const plain = unit === null ? 'Concentration' : `Concentration (${unit})`
  const doseHeader =
    unit === null ? (above ?? (corner === undefined ? plain : (headers[corner] ?? plain))) : plain
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
  return { headers: [...names, doseHeader, 'Response'], rows: melted }
}

function inUnit(dose: DoseText | null, unit: DoseText['unit']): string {
  if (dose === null) return ''
  const converted = unit === null || dose.unit === null ? null : convertDose(dose.value, dose.unit, unit)
  return dose.unit === unit || converted === null ? dose.digits : String(converted)
}

function saysDose(header: string): boolean {
  const reading = readHeader(header)
  return headerFamily(reading)?.family === 'dose' || (isFilled(header) && reading.isLog)
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
    return splitSampleName(left)
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
