import type { GeometryCurve, GeometryPoint } from './geometry.ts'
import { crossPath, markerPath } from './marker-path.ts'
import { EXCLUDED_COLOUR } from './series.ts'
import { element, px } from './svg-element.ts'
import { INK } from './svg-ink.ts'
import type { FigurePoint } from './types.ts'

/** Around an excluded point: dashes where a rule took it out, dots where a column of the table did, nothing by hand. */
export function causeMarkup(
  cause: FigurePoint['cause'],
  { x, y }: Pick<GeometryPoint, 'x' | 'y'>,
  side: number,
) {
  if (cause !== 'rule' && cause !== 'flag') return ''
  const look =
    cause === 'rule'
      ? { 'stroke-dasharray': '3 2' }
      : { 'stroke-dasharray': '0.1 2.6', 'stroke-linecap': 'round' }
  return element('rect', {
    x: x - side / 2,
    y: y - side / 2,
    width: side,
    height: side,
    fill: 'none',
    stroke: INK.muted,
    'stroke-width': 1.25,
    ...look,
  })
}

/** One line of a key. */
export interface ExcludedKey {
  readonly text: string
  /** About the centre given. */
  readonly markup: (x: number, y: number) => string
}

/** "excluded (4)" and, where a rule or a column of the table took some out, how many of them. */
export function excludedKeys(curves: readonly GeometryCurve[]): readonly ExcludedKey[] {
  const excluded = curves.flatMap(({ points }) => points).filter(({ point }) => point.isExcluded)
  if (excluded.length === 0) return []
  const causes = (['rule', 'flag'] as const).flatMap((cause) => {
    const count = excluded.filter(({ point }) => point.cause === cause).length
    return count === 0 ? [] : [{ text: `by ${cause} (${count})`, markup: keyMarkup(cause) }]
  })
  return [{ text: `excluded (${excluded.length})`, markup: keyMarkup(undefined) }, ...causes]
}

function keyMarkup(cause: FigurePoint['cause']) {
  return (x: number, y: number): string => {
    const grey = EXCLUDED_COLOUR.light
    const outline = element('path', { d: markerPath('square', 8), fill: INK.ground, stroke: grey })
    const cross = element('path', { d: crossPath(5), stroke: grey })
    const mark = element('g', { transform: `translate(${px(x)} ${px(y)})` }, outline, cross)
    return mark + causeMarkup(cause, { x, y }, 14)
  }
}
