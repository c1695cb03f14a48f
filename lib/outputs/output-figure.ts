import { figureCurve } from '../figure/figure-curve.ts'
import { responseReach } from '../figure/geometry.ts'
import { MOST_COLOURED } from '../figure/svg-page.ts'
import { figureSvg } from '../figure/svg.ts'
import type { FigureCurve, FigureInput } from '../figure/types.ts'
import { titleWithUnit } from '../format/title-with-unit.ts'
import { formatInterval, formatLimits, formatPotency, limitsIn } from '../format/format-potency.ts'
import { withUnit } from './headers.ts'
import { madeInPieces, madeOnce, type Pieces } from '../made-once.ts'
import type { FittedCurve, OutputContext } from './types.ts'

/** Panels of the one picture that a PNG is: what a canvas still holds at twice the size. */
const PICTURE_PANELS = 48

/** The figure as one picture, for the preview and the PNG. The report holds every page. */
export const outputPlotSvg = madeOnce((context: OutputContext): string =>
  figureSvg(outputFigure(context), { panelsPerPage: PICTURE_PANELS }),
)

/** The figure that is pushed: all curves, none highlighted, what is reported under it. */
export const outputFigure = madeInPieces(function* (context: OutputContext): Pieces<FigureInput> {
  const curves: FigureCurve[] = []
  for (const [place, fitted] of context.curves.entries()) {
    const curve = outputCurve(context, fitted, place)
    responseReach(curve)
    curves.push(curve)
    yield
  }
  const units = new Set(context.curves.map(({ doseUnit }) => doseUnit))
  const [unit] = [...units]
  const isShared = units.size === 1 && unit !== undefined && unit !== 'unknown'
  return {
    title: context.frameName,
    doseLabel: isShared ? titleWithUnit('Dose', unit) : 'Dose',
    responseLabel: context.responseLabel ?? responseLabel(context.curves),
    ...(isShared ? { doseUnit: unit } : {}),
    curves,
    highlightedId: null,
    ...ghostOf(context),
  }
})

function ghostOf(context: OutputContext): Pick<FigureInput, 'ghost'> {
  const place = context.curves.findIndex(({ curve }) => curve.id === context.ghostId)
  const fitted = context.curves[place]
  if (!fitted) return {}
  const drawn = outputCurve(context, fitted, place)
  return { ghost: { ...drawn, label: `${drawn.label}, reference` } }
}

function outputCurve(context: OutputContext, fitted: FittedCurve, place: number): FigureCurve {
  const { curve, fit, isIncluded, level = 0.95, series = place } = fitted
  const exclusions = exclusionsByColumn(context.exclusions).get(curve.responseColumn)
  const drawn = figureCurve({
    curve,
    fit,
    isIncluded,
    reasonOf: (row) => exclusions?.get(row)?.reason ?? null,
    causeOf: (row) => exclusions?.get(row)?.cause,
    series,
    level,
    potencyText: potencyText(fitted),
    reportText: reportText(fitted),
    ...(context.curves.length > MOST_COLOURED ? { steps: 60 } : {}),
  })
  return { ...drawn, label: outputLabel(context.curves, fitted) }
}

const exclusionsByColumn = madeOnce((exclusions: OutputContext['exclusions']) => {
  const byColumn = new Map<number, Map<number, OutputContext['exclusions'][number]>>()
  for (const exclusion of exclusions) {
    const { responseColumn, row } = exclusion
    byColumn.set(responseColumn, (byColumn.get(responseColumn) ?? new Map()).set(row, exclusion))
  }
  return byColumn
})

const sharedLabels = madeOnce((curves: readonly FittedCurve[]): ReadonlySet<string> => {
  const [seen, shared] = [new Set<string>(), new Set<string>()]
  for (const { label } of curves.map(({ curve }) => curve)) (seen.has(label) ? shared : seen).add(label)
  return shared
})

/** Curves of several samples may share a label ("24 h"); then the sample stands before it. */
export function outputLabel(curves: readonly FittedCurve[], { curve, cell }: FittedCurve): string {
  const isShared = sharedLabels(curves).has(curve.label)
  return isShared && cell !== '' ? `${cell}, ${curve.label}` : curve.label
}

function potencyText({ fit, doseUnit, potencyName = 'IC50' }: FittedCurve): string {
  const { logDose, qualifier } = fit.relative
  return `${potencyName} ${formatPotency({ logDose, qualifier, unit: doseUnit }, doseUnit).text}`
}

/** "IC50 (relative) 22.9 µM (95 % CI 18.4 to 29.9)"; "IC50 not determined" where nothing is reported. */
export function reportText({ fit, doseUnit, potencyName = 'IC50', level = 0.95 }: FittedCurve): string {
  const { logDose, qualifier, interval } = fit.relative
  if (logDose === null || qualifier === null) return `${potencyName} not determined`
  const { text } = formatPotency({ logDose, qualifier, unit: doseUnit }, doseUnit)
  const value = `${potencyName} (relative) ${text}`
  if (qualifier !== '=' || interval === null) return value
  const limits = limitsIn(interval, doseUnit, doseUnit)
  // The doses around a step hold no confidence level.
  if (interval.method === 'bracket') return `${value} (between the doses ${formatLimits(limits)})`
  return `${value} (${formatInterval(limits, level)})`
}

/** The words all response headers begin with: "Mortality" of "Mortality 24h" and "Mortality 48h". */
function responseLabel(curves: readonly FittedCurve[]): string {
  const headers = [...new Set(curves.map(({ responseHeader }) => responseHeader))]
  const split = headers.map((header) => header.split(/\s+/))
  const [first = []] = split
  const count = first.findIndex((word, i) => split.some((words) => words[i] !== word))
  const shared = count === -1 ? first : first.slice(0, count)
  const units = new Set(curves.map(({ responseUnit }) => responseUnit))
  const unit = units.size === 1 ? [...units].join('') : null
  const words = shared.join(' ').trim() || 'Response'
  return unit !== null && words.includes(`(${unit})`) ? words : withUnit(words, unit)
}
