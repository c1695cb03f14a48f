import type { MarkerShape } from './series.ts'

/** Side of the square that holds any marker. */
export const MARKER_BOX_PX = 8

/**
 * SVG path data of a marker around 0,0.
 *
 * @param size width of the square marker in px; the others are scaled to look as large.
 */
export function markerPath(shape: MarkerShape, size: number): string {
  const r = size / 2
  switch (shape) {
    case 'circle':
      return `M${n(-r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(size)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-size)} 0z`
    case 'square': {
      const s = r * 0.92
      return `M${n(-s)} ${n(-s)}H${n(s)}V${n(s)}H${n(-s)}z`
    }
    case 'triangle-up':
      return `M0 ${n(-r * 1.2)}L${n(r * 1.1)} ${n(r * 0.8)}H${n(-r * 1.1)}z`
    case 'triangle-down':
      return `M0 ${n(r * 1.2)}L${n(r * 1.1)} ${n(-r * 0.8)}H${n(-r * 1.1)}z`
    case 'diamond':
      return `M0 ${n(-r * 1.25)}L${n(r * 1.25)} 0L0 ${n(r * 1.25)}L${n(-r * 1.25)} 0z`
  }
}

/** Cross of an excluded point, corner to corner inside its square. */
export function crossPath(size: number): string {
  const r = size / 2
  return `M${n(-r)} ${n(-r)}L${n(r)} ${n(r)}M${n(-r)} ${n(r)}L${n(r)} ${n(-r)}`
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100 + 0)
}
