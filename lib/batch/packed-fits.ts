import { gunzipSync, gzipSync } from 'node:zlib'
import type { CurveFit } from '../fit/types.ts'
import { readFitLine, writeFitLine } from '../workbench/fit-lines.ts'

/** Fits as gzipped JSON lines, one per curve. */
export function packFits(fits: readonly CurveFit[]): Uint8Array {
  return gzipSync(fits.map((fit) => `${writeFitLine(fit)}\n`).join(''), { level: 4 })
}

export function unpackFits(bytes: Uint8Array): readonly CurveFit[] {
  return unpackLines(bytes).map((line) => {
    const fit = readFitLine(line)
    if (fit === null) throw new Error('a kept fit is none')
    return fit
  })
}

/** The lines alone, as a page asks for them. */
export function unpackLines(bytes: Uint8Array): readonly string[] {
  return gunzipSync(bytes).toString('utf8').split('\n').slice(0, -1)
}
