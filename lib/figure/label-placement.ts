/** Places short labels beside what they name, off points, curves and each other. Positions in px. */

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface LabelRequest {
  readonly id: string
  readonly width: number
  readonly height: number
  /** Left top corners to try, best first. */
  readonly candidates: readonly { readonly x: number; readonly y: number }[]
  /** Index of the candidate it had before: kept while it is free, so that labels do not hop while a curve moves. */
  readonly held?: number | undefined
}

export interface PlacedLabel extends Box {
  readonly id: string
  /** Left top corner, as `Box`. False: every candidate hit something and the least bad was taken. */
  readonly isFree: boolean
  readonly candidate: number
}

interface Obstacles {
  /** Marks that text must not cover: markers, sampled curve points, other texts. */
  readonly boxes: readonly Box[]
  readonly area: Box
}

/** Overlaps are sums of products: below this they are rounding. */
const ROUNDING_PX2 = 1e-6

/** Greedy, in the given order: each label takes its first free candidate, else the one with least overlap. */
export function placeLabels(requests: readonly LabelRequest[], { boxes, area }: Obstacles): PlacedLabel[] {
  const placed: PlacedLabel[] = []
  for (const request of requests) {
    let best: PlacedLabel | null = null
    let bestCost = Infinity
    for (const index of candidateOrder(request)) {
      const candidate = request.candidates[index]
      if (candidate === undefined) continue
      const box = { ...candidate, width: request.width, height: request.height }
      const cost = outside(box, area) + total(boxes, box) + 4 * total(placed, box)
      if (cost >= bestCost) continue
      bestCost = cost
      best = { ...box, id: request.id, isFree: cost < ROUNDING_PX2, candidate: index }
      if (cost < ROUNDING_PX2) break
    }
    if (best !== null) placed.push(best)
  }
  return placed
}

function candidateOrder({ candidates, held }: LabelRequest): number[] {
  const all = [...candidates.keys()]
  return held === undefined ? all : [held, ...all]
}

/** Rough width of text in a sans serif, in px; wide enough for most scripts, CJK counted double. */
export function textWidth(text: string, fontPx: number): number {
  let ems = 0
  for (const character of text) ems += (character.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.56
  return ems * fontPx
}

function total(boxes: readonly Box[], box: Box): number {
  let sum = 0
  for (const other of boxes) sum += overlap(other, box)
  return sum
}

/** Shared area in px². */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

function outside(box: Box, area: Box): number {
  return (box.width * box.height - overlap(box, area)) * 10
}
