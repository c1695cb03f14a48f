import { displayHeaders } from '../data-frame/display-headers.ts'
import type { DataFrame } from '../data-frame/types.ts'
import { listText } from '../format/list-text.ts'
import type { Normalisation } from '../plates/types.ts'

/** What a normalised response is called on an axis: unit included. */
export const NORMALISED_LABELS: Readonly<Record<Normalisation['kind'], string>> = {
  inhibition: 'Inhibition (%)',
  'percent-of-control': 'Response (% of control)',
}

/**
 * How responses were normalised, as a methods section says it: "Responses are percent inhibition: 0 % is the mean of the
 * wells “DMSO” and 100 % that of “pos”, for each Plate".
 */
export function normalisationText(normalisation: Normalisation, frame: DataFrame): string {
  const { kind, negative, positive, by, centre } = normalisation
  const headers = displayHeaders(frame.columns)
  const each = by.map((index) => headers[index] ?? '').filter((header) => header !== '')
  const scope = each.length === 0 ? 'over all rows' : `for each ${listText(each)}`
  const wells = (values: readonly string[]) => listText(values.map((value) => `“${value}”`))
  return kind === 'inhibition'
    ? `Responses are percent inhibition: 0 % is the ${centre} of the wells ${wells(negative)} and 100 % that of ${wells(positive)}, ${scope}`
    : `Responses are percent of control: 100 % is the ${centre} of the wells ${wells(negative)}, ${scope}`
}
