import type { CurveData } from '../data-frame/types.ts'
import type { RunValue } from './run-mean.ts'

/** One sample and readout over the runs it was tested in. */
export interface SampleRuns {
  readonly id: string
  /** Its group values but that of the run, and the readout where there are several. */
  readonly label: string
  readonly runs: readonly {
    readonly run: string
    readonly curveId: string
    readonly value: RunValue | null
  }[]
}

/**
 * Curves of the same sample put together over runs, in the order the samples first appear.
 *
 * @param runPlace  place among the group values that tells runs apart
 * @param valueOf  the reported potency of a curve; null where it has none or is not to count
 */
export function runsOf(
  curves: readonly CurveData[],
  runPlace: number,
  valueOf: (curve: CurveData) => RunValue | null,
): readonly SampleRuns[] {
  const readouts = new Set(curves.map(({ responseColumn }) => responseColumn))
  const samples = new Map<string, { label: string; runs: SampleRuns['runs'][number][] }>()
  for (const curve of curves) {
    const own = curve.groupValues.filter((_, place) => place !== runPlace)
    const id = JSON.stringify([own, curve.responseColumn])
    const name = own.filter((value) => value !== '').join(' ') || '(no name)'
    const readout = readouts.size > 1 ? `, readout ${[...readouts].indexOf(curve.responseColumn) + 1}` : ''
    const sample = samples.get(id) ?? { label: `${name}${readout}`, runs: [] }
    sample.runs.push({ run: curve.groupValues[runPlace] ?? '', curveId: curve.id, value: valueOf(curve) })
    samples.set(id, sample)
  }
  return [...samples].map(([id, sample]) => ({ id, ...sample }))
}

/** Log10 of second over first run, of samples with a value in both; limits have no ratio. */
export function logRatios(samples: readonly SampleRuns[], first: string, second: string): readonly number[] {
  return samples.flatMap(({ runs }) => {
    const of = (name: string) => runs.find(({ run }) => run === name)?.value
    const [a, b] = [of(first), of(second)]
    return a?.qualifier === '=' && b?.qualifier === '=' ? [b.logDose - a.logDose] : []
  })
}
