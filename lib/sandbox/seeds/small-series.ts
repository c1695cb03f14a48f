import type { SeedColumn } from './csv-seed.ts'

export const SERIES_COLUMNS: readonly SeedColumn[] = [
  { displayName: 'Compound', name: 'String' },
  { displayName: 'Dose (uM)', name: 'Float' },
  { displayName: 'Response', name: 'Float' },
]

const DOSES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]
const RESPONSES: readonly (readonly [string, readonly number[]])[] = [
  ['KV-1', [2.1, 5.4, 14.8, 36.2, 68.9, 87.1, 95.6, 97.2]],
  ['KV-2', [0.8, 1.9, 3.7, 10.4, 27.7, 55.3, 81.6, 92.9]],
  ['KV-3', [8.8, 21.5, 47.3, 73.6, 89.4, 95.9, 98.8, 99.1]],
]

/** Three compounds at eight doses, compound after compound. */
export function seriesRows(): readonly (readonly string[])[] {
  return RESPONSES.flatMap(([compound, responses]) =>
    responses.map((response, index) => [compound, String(DOSES[index]), String(response)]),
  )
}
