import { textWidth } from './label-placement.ts'
import type { FigureGeometry } from './geometry.ts'
import { element, pathData, textElement } from './svg-element.ts'
import { INK } from './svg-ink.ts'

/**
 * Grid, axis lines, ticks and the break before dose 0. Titles of the axes are the page's business. Lines of one colour
 * are one path: a report holds hundreds of panels.
 */
export function axesMarkup(geometry: FigureGeometry, fontPx: number): string {
  const { dose, xOf } = geometry
  const zero = dose.gutterX === null ? [] : [{ at: dose.gutterX, text: '0' }]
  const ticks = [...zero, ...dose.major].map(({ at, text }) => ({ x: xOf(at), text }))
  return [
    gridMarkup(geometry),
    linesMarkup(tickLines(geometry, ticks) + frameLines(geometry), INK.axis),
    ...tickLabels(ticks, { bottom: geometry.area.y + geometry.area.height, fontPx }),
    ...responseLabels(geometry, fontPx),
  ].join('')
}

function gridMarkup({ area, dose, response, xOf, yOf }: FigureGeometry): string {
  const across = (at: number): string => pathData`M${area.x} ${yOf(at)}h${area.width}`
  const upright = dose.major.map(({ at }) => pathData`M${xOf(at)} ${area.y}v${area.height}`)
  const level = response.major.filter(({ at }) => at !== 0).map(({ at }) => across(at))
  return linesMarkup([...upright, ...level].join(''), INK.hair) + linesMarkup(across(0), INK.zero)
}

function tickLines({ area, dose, response, xOf, yOf }: FigureGeometry, ticks: readonly TickAt[]): string {
  const bottom = area.y + area.height
  return [
    ...ticks.map(({ x }) => pathData`M${x} ${bottom}v6`),
    ...dose.minor.map((at) => pathData`M${xOf(at)} ${bottom}v3`),
    ...response.major.map(({ at }) => pathData`M${area.x} ${yOf(at)}h-6`),
    ...response.minor.map((at) => pathData`M${area.x} ${yOf(at)}h-3`),
  ].join('')
}

interface TickAt {
  readonly x: number
  readonly text: string
}

/** Tick texts that would touch their left neighbour are left out; their tick stays. */
function tickLabels(
  ticks: readonly TickAt[],
  { bottom, fontPx }: { bottom: number; fontPx: number },
): string[] {
  let edge = -Infinity
  return ticks.flatMap(({ x, text }) => {
    const half = textWidth(text, fontPx) / 2
    if (x - half < edge + 4) return []
    edge = x + half
    return [textElement(text, { x, y: bottom + 8 + fontPx, 'text-anchor': 'middle', fill: INK.muted })]
  })
}

function responseLabels({ area, response, yOf }: FigureGeometry, fontPx: number): string[] {
  return response.major.map(({ at, text }) =>
    textElement(text, { x: area.x - 9, y: yOf(at) + fontPx * 0.35, 'text-anchor': 'end', fill: INK.muted }),
  )
}

function frameLines({ area, dose, xOf }: FigureGeometry): string {
  const [bottom, right] = [area.y + area.height, area.x + area.width]
  const left = pathData`M${area.x} ${area.y}V${bottom}`
  if (dose.breakX === null) return left + pathData`H${right}`
  const at = xOf(dose.breakX)
  const slash = (x: number): string => pathData`M${x - 2} ${bottom + 4}l4 -8`
  return left + pathData`H${at - 2}M${at + 2} ${bottom}H${right}` + slash(at - 2) + slash(at + 2)
}

function linesMarkup(d: string, stroke: string): string {
  return element('path', { d, stroke, fill: 'none' })
}
