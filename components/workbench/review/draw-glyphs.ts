import type { VerdictKind } from '@/lib/fit/types.ts'
import type { ReviewState } from '@/lib/workbench/review.ts'
import type { Colours } from './colours.ts'

type Draw = (ctx: CanvasRenderingContext2D, x: number, y: number) => void

/** Half the height of a glyph. */
const R = 6

/** A verdict's own shape, as its badge has it beside the word; centred at the place. */
export function drawVerdict(
  ctx: CanvasRenderingContext2D,
  kind: VerdictKind,
  { x, y, colours }: { readonly x: number; readonly y: number; readonly colours: Colours },
): void {
  const { tone, inner } = VERDICTS[kind]
  ctx.strokeStyle = colours[tone]
  ctx.fillStyle = colours[tone]
  ctx.lineWidth = 1.4
  ctx.lineCap = 'round'
  ctx.beginPath()
  ctx.arc(x, y, R, 0, 2 * Math.PI)
  ctx.stroke()
  inner(ctx, x, y)
  ctx.lineCap = 'butt'
}

const half: Draw = (ctx, x, y) => {
  ctx.beginPath()
  ctx.arc(x, y, R, -Math.PI / 2, Math.PI / 2)
  ctx.fill()
}
const tick = line([-2.6, 0.2], [-0.7, 2.1], [2.8, -2])
const right = line([-1.2, -2.6], [1.6, 0], [-1.2, 2.6])
const left = line([1.2, -2.6], [-1.6, 0], [1.2, 2.6])
const minus = line([-2.8, 0], [2.8, 0])
const question: Draw = (ctx, x, y) => {
  line([-1.8, -1.4], [-1, -2.8], [1, -2.8], [1.8, -1.4], [0, 0.2], [0, 1])(ctx, x, y)
  line([0, 3], [0, 3.2])(ctx, x, y)
}

const VERDICTS: Readonly<
  Record<VerdictKind, { readonly tone: 'success' | 'warning' | 'accent' | 'muted' | 'danger'; inner: Draw }>
> = {
  reportable: { tone: 'success', inner: tick },
  estimated: { tone: 'warning', inner: half },
  'above-range': { tone: 'accent', inner: right },
  'below-range': { tone: 'accent', inner: left },
  'no-response': { tone: 'muted', inner: minus },
  'not-determined': { tone: 'danger', inner: question },
}

/** The reviewer's mark; nothing where there is none. */
export function drawMark(
  ctx: CanvasRenderingContext2D,
  state: ReviewState,
  { x, y, colours }: { readonly x: number; readonly y: number; readonly colours: Colours },
): void {
  if (state === 'unreviewed') return
  const { tone, shape } = MARKS[state]
  ctx.strokeStyle = colours[tone]
  ctx.lineWidth = 1.5
  ctx.lineCap = 'round'
  shape(ctx, x, y)
  ctx.lineCap = 'butt'
}

const again: Draw = (ctx, x, y) => {
  ctx.beginPath()
  ctx.arc(x, y, 4.2, -0.4 * Math.PI, 1.25 * Math.PI)
  ctx.stroke()
  line([-1.4, -6.2], [1.4, -4], [-1.2, -2])(ctx, x, y)
}
const exclaim: Draw = (ctx, x, y) => {
  line([0, -5], [0, 1.4])(ctx, x, y)
  line([0, 4.4], [0, 4.6])(ctx, x, y)
}

const MARKS: Readonly<
  Record<Exclude<ReviewState, 'unreviewed'>, { readonly tone: 'text' | 'danger' | 'warning'; shape: Draw }>
> = {
  approved: { tone: 'text', shape: line([-4.4, 0.2], [-1.4, 3.2], [4.4, -3.4]) },
  rejected: {
    tone: 'danger',
    shape: (ctx, x, y) => {
      line([-3.6, -3.6], [3.6, 3.6])(ctx, x, y)
      line([-3.6, 3.6], [3.6, -3.6])(ctx, x, y)
    },
  },
  'look-again': { tone: 'warning', shape: again },
  changed: { tone: 'warning', shape: exclaim },
}

function line(...places: readonly (readonly [number, number])[]): Draw {
  return (ctx, x, y) => {
    ctx.beginPath()
    for (const [dx, dy] of places) ctx.lineTo(x + dx, y + dy)
    ctx.stroke()
  }
}
