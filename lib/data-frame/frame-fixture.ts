import { createChunkEncoder } from './encode-chunk.ts'
import { createFrameBuilder } from './frame-builder.ts'
import type { ColumnMapping, ColumnTypeName, DataFrame } from './types.ts'

/** A frame for tests, from headers with optional types (`Dose:Float`) and text rows, by the same way an export takes. */
export function frameOf(headers: readonly string[], rows: readonly (readonly string[])[]): DataFrame {
  const columns = headers.map((header) => {
    const typed = /^(.*):(String|Int|Float|JSON|DateTime|Date|Boolean|ObjectLink)$/.exec(header)
    return {
      displayName: typed?.[1] ?? header,
      typeName: (typed?.[2] ?? 'String') as ColumnTypeName,
    }
  })
  const builder = createFrameBuilder(columns)
  builder.append(createChunkEncoder(columns).encode(rows))
  return builder.snapshot()
}

/** Dose in the first column, response in the second, and nothing else. */
export const TWO_COLUMNS: ColumnMapping = {
  dose: 0,
  responses: [1],
  groups: [],
  replicate: null,
  role: null,
  doseUnit: 'nM',
  responseUnit: '%',
}

/** The 21 rows of Benchling's public R example (`concentration`, mortality at 24 h, at 48 h), in percent. */
export const R_EXAMPLE_ROWS: readonly (readonly [string, string, string])[] = [
  ['0.3', '3.979', '2.192'],
  ['1', '17.07', '16.345'],
  ['3', '18.356', '42.458'],
  ['10', '25.288', '57.408'],
  ['30', '54.813', '70.365'],
  ['100', '76.379', '81.727'],
  ['300', '81.514', '85.11'],
  ['0.3', '4.4929', '5.382'],
  ['1', '9.114', '16.141'],
  ['3', '10.141', '41.06'],
  ['10', '24.261', '57.408'],
  ['30', '51.732', '67.774'],
  ['100', '67.651', '83.3189'],
  ['300', '82.028', '84.31'],
  ['0.3', '8.383', '2.28'],
  ['1', '16.338', '14.755'],
  ['3', '15.5688', '38.698'],
  ['10', '25.577', '54.996'],
  ['30', '57.399', '68.879'],
  ['100', '77.67', '80.952'],
  ['300', '82.0359', '83.367'],
]

/** The R example as an export prefixes it: `Cell Line Name`, `Cell Mortality Concentration`, the two readouts. */
export function rExampleFrame(): DataFrame {
  return frameOf(
    [
      'Cell Line Name',
      'Cell Mortality Concentration:Float',
      'Cell Mortality Mortality 24h:Float',
      'Cell Mortality Mortality 48h:Float',
    ],
    R_EXAMPLE_ROWS.map((row) => ['HeLa', ...row]),
  )
}
