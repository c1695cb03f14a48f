/** A screen of any length, the same on every machine: 33 wells a compound, replicates of a compound far apart. */
import { createChunkEncoder } from '../../../lib/data-frame/encode-chunk.ts'
import { createFrameBuilder } from '../../../lib/data-frame/frame-builder.ts'
import { createPrng } from '../../../lib/sandbox/prng.ts'

const DOSES = [10_000, 3160, 1000, 316, 100, 31.6, 10, 3.16, 1, 0.316, 0.1]
const REPLICATES = 3
/** Rows that are objects at a time, as an export gives them. */
const BATCH = 2000

export const columns = [
  { displayName: 'Plate', typeName: 'String' },
  { displayName: 'Compound', typeName: 'String' },
  { displayName: 'Concentration (nM)', typeName: 'Float' },
  { displayName: 'Inhibition (%)', typeName: 'Float' },
]

/** Records in batches, made as they are asked for. */
export function* screenBatches(rowCount) {
  const compounds = Math.ceil(rowCount / (DOSES.length * REPLICATES))
  const random = createPrng(1_000_000)
  const truths = Array.from({ length: compounds }, () => ({
    logEc50: -0.5 + 4 * random.next(),
    hill: 0.7 + random.next(),
    // One in eight does nothing.
    top: random.next() < 0.125 ? 0 : 60 + 45 * random.next(),
  }))
  let batch = []
  let row = 0
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    for (const [compound, { logEc50, hill, top }] of truths.entries()) {
      const plate = `P${replicate * compounds + Math.floor(compound / 32)}`
      for (const dose of DOSES) {
        if (row === rowCount) return yield batch
        const response = top / (1 + 10 ** (hill * (logEc50 - Math.log10(dose)))) + 3 * random.normal()
        batch.push([plate, `LIB-${compound}`, String(dose), response.toFixed(2)])
        row += 1
        if (batch.length < BATCH) continue
        yield batch
        batch = []
      }
    }
  }
  if (batch.length > 0) yield batch
}

export function frameOf(records) {
  const builder = createFrameBuilder(columns)
  builder.append(createChunkEncoder(columns).encode(records))
  return builder.snapshot()
}
