import { valueAt, type Polyline } from './curve-segments.ts'
import { placeLabels, textWidth, type Box, type LabelRequest, type PlacedLabel } from './label-placement.ts'
import { MARKER_BOX_PX } from './marker-path.ts'
import type { FigureCurve } from './types.ts'

interface LabelledCurve {
  readonly curve: FigureCurve
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly inside: Polyline
  readonly beyond: readonly Polyline[]
  readonly band: { readonly lower: Polyline; readonly upper: Polyline } | null
}

interface Placement {
  readonly area: Box
  readonly xOf: (logDose: number) => number
  readonly yOf: (response: number) => number
  readonly fontPx: number
  /** Positions of the grid's lines: texts keep off them where there is room. */
  readonly grid: { readonly logDoses: readonly number[]; readonly responses: readonly number[] }
  /** Candidate each label had before, by curve id. */
  readonly held?: ReadonlyMap<string, number> | undefined
}

/** Where along the drawn curve to try: its middle, where curves stand furthest apart, then outwards. */
const ANCHORS = [0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.26, 0.84, 0.16, 0.94, 0.06]
const GAP_PX = [12, 20, 30, 44]
/** Height over the dose axis that the whiskers take. */
const WHISKERS_PX = 26
const SAMPLES = 60

/** Direct labels of the curves: beside the line they name, off points, lines and each other. */
export function curveLabels(curves: readonly LabelledCurve[], placement: Placement): PlacedLabel[] {
  // One curve needs no name beside it: the title has it.
  if (curves.length < 2) return []
  const tracks = curves.map((c) => sampled([c.inside], placement))
  const beyond = curves.map((c) => sampled(c.beyond, placement))
  const marks = curves.flatMap((c) => c.points.map((p) => centredBox(p, MARKER_BOX_PX + 12)))
  const drops = curves.flatMap((c) => dropBox(c.curve, placement))
  const bands = curves.flatMap((c) => bandBoxes(c, placement))
  const lines = [...tracks, ...beyond].flat().map((p) => centredBox(p, 6))
  const boxes = [...marks, ...drops, ...bands, ...lines, ...gridBoxes(placement)]
  const requests = curves.map((c, i) =>
    labelRequest(c.curve, { line: tracks[i] ?? [], points: c.points, placement }),
  )
  const { area } = placement
  const room = { ...area, height: area.height - WHISKERS_PX }
  return placeLabels(requests, { boxes, area: room })
}

interface RequestInput {
  readonly line: readonly { readonly x: number; readonly y: number }[]
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly placement: Placement
}

function labelRequest(curve: FigureCurve, { line, points, placement }: RequestInput): LabelRequest {
  const height = placement.fontPx * 1.3
  const width = textWidth(curve.label, placement.fontPx) + 4
  // A curve that could not be fitted is named beside its points.
  const track = line.length > 0 ? line : points
  const candidates = ANCHORS.flatMap((share) =>
    GAP_PX.flatMap((gap) => {
      const at = track[Math.min(track.length - 1, Math.floor(share * track.length))]
      if (at === undefined) return []
      return [
        { x: at.x + gap, y: at.y - height / 2 },
        { x: at.x - gap - width, y: at.y - height / 2 },
        { x: at.x - width / 2, y: at.y - gap - height },
        { x: at.x - width / 2, y: at.y + gap },
      ]
    }),
  )
  return { id: curve.id, width, height, candidates, held: placement.held?.get(curve.id) }
}

/** The shaded band as thin upright boxes, so that a name stands beside it and not in it. */
function bandBoxes({ band }: LabelledCurve, placement: Placement): Box[] {
  if (band === null) return []
  const upper = sampled([band.upper], placement)
  return sampled([band.lower], placement).flatMap((low, i) => {
    const high = upper[i]
    if (high === undefined || high.x !== low.x) return []
    return [{ x: low.x - 4, y: high.y, width: 8, height: Math.max(0, low.y - high.y) }]
  })
}

function gridBoxes({ area, grid, xOf, yOf }: Placement): Box[] {
  return [
    ...grid.logDoses.map((at) => ({ x: xOf(at) - 2, y: area.y, width: 4, height: area.height })),
    ...grid.responses.map((at) => ({ x: area.x, y: yOf(at) - 1, width: area.width, height: 2 })),
  ]
}

function dropBox({ potency }: FigureCurve, { area, xOf, yOf }: Placement): Box[] {
  if (potency === null) return []
  const y = yOf(potency.response)
  return [{ x: xOf(potency.logDose) - 3, y, width: 6, height: Math.max(0, area.y + area.height - y) }]
}

function sampled(lines: readonly Polyline[], { xOf, yOf }: Placement) {
  return lines.flatMap((line) => {
    const [first, last] = [line.x[0], line.x.at(-1)]
    if (first === undefined || last === undefined) return []
    return Array.from({ length: SAMPLES + 1 }, (_, i) => {
      const at = first + ((last - first) * i) / SAMPLES
      return { x: xOf(at), y: yOf(valueAt(line, at) ?? NaN) }
    }).filter((p) => Number.isFinite(p.y))
  })
}

function centredBox(at: { readonly x: number; readonly y: number }, size: number): Box {
  return { x: at.x - size / 2, y: at.y - size / 2, width: size, height: size }
}
