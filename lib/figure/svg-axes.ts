import { textWidth } from './label-placement.ts'
import type { FigureGeometry } from './geometry.ts'
import { element, textElement } from './svg-element.ts'
import { INK } from './svg-ink.ts'

/** Grid, axis lines, ticks and the break before dose 0. Titles of the axes are the page's business. */
export function axesMarkup(geometry: FigureGeometry, fontPx: number): string {
  return [
    ...gridLines(geometry),
    ...doseTicks(geometry, fontPx),
    ...responseTicks(geometry, fontPx),
    frame(geometry),
  ].join('')
}

function gridLines({ area, dose, response, xOf, yOf }: FigureGeometry): string[] {
  const right = area.x + area.width
  const vertical = dose.major.map(({ at }) => line(xOf(at), area.y, xOf(at), area.y + area.height, INK.hair))
  const horizontal = response.major.map(({ at }) =>
    line(area.x, yOf(at), right, yOf(at), at === 0 ? INK.zero : INK.hair),
  )
  return [...vertical, ...horizontal]
}

function doseTicks({ area, dose, xOf }: FigureGeometry, fontPx: number): string[] {
  const bottom = area.y + area.height
  const zero = dose.gutterX === null ? [] : [{ at: dose.gutterX, text: '0' }]
  const majors = [...zero, ...dose.major]
  return [
    ...majors.map(({ at }) => line(xOf(at), bottom, xOf(at), bottom + 6, INK.axis)),
    ...dose.minor.map((at) => line(xOf(at), bottom, xOf(at), bottom + 3, INK.axis)),
    ...tickLabels(geometryTicks(majors, xOf), { bottom, fontPx }),
  ]
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

function responseTicks({ area, response, yOf }: FigureGeometry, fontPx: number): string[] {
  return [
    ...response.major.map(({ at }) => line(area.x - 6, yOf(at), area.x, yOf(at), INK.axis)),
    ...response.minor.map((at) => line(area.x - 3, yOf(at), area.x, yOf(at), INK.axis)),
    ...response.major.map(({ at, text }) =>
      textElement(text, { x: area.x - 9, y: yOf(at) + fontPx * 0.35, 'text-anchor': 'end', fill: INK.muted }),
    ),
  ]
}

function frame({ area, dose, xOf }: FigureGeometry): string {
  const bottom = area.y + area.height
  const left = line(area.x, area.y, area.x, bottom, INK.axis)
  if (dose.breakX === null) return left + line(area.x, bottom, area.x + area.width, bottom, INK.axis)
  const at = xOf(dose.breakX)
  return (
    left +
    line(area.x, bottom, at - 2, bottom, INK.axis) +
    line(at + 2, bottom, area.x + area.width, bottom, INK.axis) +
    line(at - 4, bottom + 4, at, bottom - 4, INK.axis) +
    line(at, bottom + 4, at + 4, bottom - 4, INK.axis)
  )
}

function geometryTicks(
  ticks: readonly { at: number; text: string }[],
  xOf: (at: number) => number,
): TickAt[] {
  return ticks.map(({ at, text }) => ({ x: xOf(at), text }))
}

function line(x1: number, y1: number, x2: number, y2: number, stroke: string): string {
  return element('line', { x1, y1, x2, y2, stroke })
}
