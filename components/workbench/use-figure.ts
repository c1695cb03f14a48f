import { useMemo, useState } from 'react'
import { readHeader } from '@/lib/data-frame/header.ts'
import type { CurveData } from '@/lib/data-frame/types.ts'
import type { BandKind } from '@/lib/fit/curve-values.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { figureCurve } from '@/lib/figure/figure-curve.ts'
import type { FigureCurve, FigureInput } from '@/lib/figure/types.ts'
import { titleWithUnit } from '@/lib/format/title-with-unit.ts'
import { capitalised } from '@/lib/format/capitalised.ts'
import { withUnit } from '@/lib/format/format-number.ts'
import { formatPotency } from '@/lib/format/format-potency.ts'
import { NORMALISED_LABELS } from '@/lib/workbench/normalisation-text.ts'
import { activePolicy, exclusionOf, includedPoints } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { isOtherFit, previousFitText } from './previous-fit.ts'
import type { Bench } from './use-bench.ts'

/** More curves than this are no plot any more: then only the readouts of the selected sample are drawn. */
const MOST_CURVES = 5

export interface Figure {
  readonly input: FigureInput
  /** The fit of the selected curve before the last change, as a line. */
  readonly previous: readonly FigureCurve[]
  /** What that fit was: "previous fit: 0 and 100 fixed". */
  readonly previousText: string
}

/** The curves the plot shows, with their fits as they are now. */
export function useFigure(bench: Bench, bandKind: BandKind): Figure {
  const { curves, curve, work, fits, entry, seriesOf, loaded, potencyName } = bench
  const shown = useMemo(() => shownCurves(curves, curve), [curves, curve])
  const [sameFits] = useState(createSameList<CurveFit | null>)
  // Of thousands of curves some are fitted at every moment: only those on the plot are drawn anew.
  const shownFits = sameFits(shown.map(({ id }) => fits.entries.get(id)?.fit ?? null))
  const { doseUnit } = work.mapping
  const previous = entry?.previous && isOtherFit(entry.previous, entry.fit) ? entry.previous : null
  return useMemo(() => {
    const draw = (one: CurveData, fit: CurveFit | null) =>
      figureCurve({
        curve: one,
        fit,
        isIncluded: includedPoints(work, one),
        reasonOf: (row) => exclusionOf(work, one.responseColumn, row)?.reason ?? null,
        causeOf: (row) => exclusionOf(work, one.responseColumn, row)?.cause,
        series: seriesOf.get(one.id) ?? 0,
        level: activePolicy(work).level,
        bandKind,
        potencyText: `${potencyName} ${fit ? formatPotency({ ...fit.relative, unit: doseUnit }, doseUnit).text : ''}`,
      })
    const headers = shown.map((one) => loaded.frame.columns[one.responseColumn]?.displayName ?? '')
    return {
      input: {
        title: loaded.name,
        doseLabel: titleWithUnit('Dose', doseUnit),
        doseUnit,
        responseLabel: responseLabel(headers, work),
        curves: shown.map((one, i) => draw(one, shownFits[i] ?? null)),
        highlightedId: curve?.id ?? null,
      },
      previous: curve && previous ? [draw(curve, previous)] : NO_CURVES,
      previousText: previous && entry ? previousFitText(previous, entry.fit) : '',
    }
  }, [shown, bandKind, work, shownFits, seriesOf, potencyName, doseUnit, loaded, curve, entry, previous])
}

const NO_CURVES: readonly FigureCurve[] = []

/** Gives the last list back as long as its members are the same. */
function createSameList<Value>(): (list: readonly Value[]) => readonly Value[] {
  let last: readonly Value[] = []
  return (list) => {
    if (list.length !== last.length || list.some((one, i) => one !== last[i])) last = list
    return last
  }
}

function shownCurves(curves: readonly CurveData[], curve: CurveData | null): readonly CurveData[] {
  if (curves.length <= MOST_CURVES || !curve) return curves.slice(0, MOST_CURVES)
  const key = JSON.stringify(curve.groupValues)
  const siblings = curves.filter((one) => JSON.stringify(one.groupValues) === key)
  return siblings.length <= MOST_CURVES ? siblings : [curve]
}

/** The last word the headers share, without times and table prefixes: "Mortality (%)"; once normalised, to what. */
export function responseLabel(
  headers: readonly string[],
  { mapping: { responseUnit: unit }, normalisation }: Pick<Work, 'mapping' | 'normalisation'>,
): string {
  if (normalisation !== null) return NORMALISED_LABELS[normalisation.kind]
  const words = headers.map((header) => readHeader(header).words)
  const shared = (words[0] ?? []).filter((word) => words.every((others) => others.includes(word)))
  const name = shared.at(-1) ?? 'response'
  return titleWithUnit(asWritten(name, headers), unit)
}

/**
 * "OD450" and "pERK" keep their letters, a word without any capital begins with one. Headers are read in lower case,
 * and apart where a capital follows a small letter.
 */
function asWritten(word: string, [header = '', ...others]: readonly string[]): string {
  const at = header.toLowerCase().lastIndexOf(word)
  if (at === -1) return capitalised(word)
  const before = others.length > 0 ? '' : (/\p{L}*$/u.exec(header.slice(0, at))?.[0] ?? '')
  const written = before + header.slice(at, at + word.length)
  return /\p{Lu}/u.test(written) ? written : capitalised(word)
}

/** "57.4 %": a response with its unit, as the reading line says it. */
export function responseText(text: string, unit: string): string {
  return withUnit(text, unit === 'fraction' ? '' : unit)
}
