/** What a drawing of `lib/figure` consists of, for a medium other than SVG. */
export interface Paint {
  /** `#RRGGBB`, or null for none. */
  readonly fill: string | null
  readonly fillOpacity: number
  readonly stroke: string | null
  readonly strokeWidth: number
  readonly dash: readonly number[]
  readonly isRoundCap: boolean
}

export type Shape =
  /** Path data, moved by x and y. */
  | {
      readonly kind: 'path'
      readonly d: string
      readonly x: number
      readonly y: number
      readonly paint: Paint
    }
  | {
      readonly kind: 'text'
      readonly text: string
      readonly x: number
      readonly y: number
      readonly size: number
      readonly isBold: boolean
      readonly anchor: 'start' | 'middle' | 'end'
      readonly fill: string
    }
  /** What follows is cut to a rectangle, until `unclip`. */
  | {
      readonly kind: 'clip'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
  | { readonly kind: 'unclip' }

type Attributes = Readonly<Record<string, string>>

/** What an element hands down to those inside it. */
interface Inherited {
  readonly attributes: Attributes
  readonly x: number
  readonly y: number
  readonly isClipped: boolean
}

const TOKEN = /<(\/?)([A-Za-z]+)([^<>]*?)(\/?)>|([^<]+)/g
const HANDED_DOWN = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-weight',
]

/**
 * The shapes of an SVG that `figureSvg` made, in the order in which they are painted. Reads that dialect alone: absolute
 * sizes in px, moves as the only transforms, rectangles as the only clips.
 */
export function svgShapes(svg: string): readonly Shape[] {
  const shapes: Shape[] = []
  const clips = new Map<string, Attributes>()
  const stack: Inherited[] = [{ attributes: {}, x: 0, y: 0, isClipped: false }]
  let clipId: string | null = null
  let textAt: Inherited | null = null
  for (const [, close, name = '', rest = '', empty, text] of svg.matchAll(TOKEN)) {
    if (text !== undefined) {
      if (textAt !== null) shapes.push(textShape(textAt, unescaped(text)))
    } else if (close === '/') {
      if (name === 'text') textAt = null
      if (name === 'clipPath') clipId = null
      if (stack.pop()?.isClipped === true) shapes.push({ kind: 'unclip' })
    } else {
      const own = attributesOf(rest)
      const at = inherit(stack.at(-1), own)
      if (name === 'clipPath') clipId = own['id'] ?? null
      else if (clipId !== null) clips.set(clipId, own)
      else if (name === 'text') textAt = at
      else shapes.push(...shapesOf(name, at, own))
      const clip = clips.get(/^url\(#(.+)\)$/.exec(own['clip-path'] ?? '')?.[1] ?? '')
      if (clip) shapes.push({ kind: 'clip', ...boxOf(clip) })
      if (empty !== '/') stack.push({ ...at, isClipped: clip !== undefined })
    }
  }
  return shapes
}

function attributesOf(text: string): Attributes {
  const pairs = [...text.matchAll(/([A-Za-z\d:-]+)="([^"]*)"/g)]
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, unescaped(value)]))
}

function inherit(parent: Inherited | undefined, own: Attributes): Inherited {
  const [, dx = '0', dy = '0'] = /translate\((\S+) (\S+)\)/.exec(own['transform'] ?? '') ?? []
  const handed = HANDED_DOWN.flatMap((name) => {
    const value = parent?.attributes[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    attributes: { ...Object.fromEntries(handed), ...own },
    x: (parent?.x ?? 0) + Number(dx),
    y: (parent?.y ?? 0) + Number(dy),
    isClipped: false,
  }
}

function shapesOf(name: string, { attributes, x, y }: Inherited, own: Attributes): Shape[] {
  const d = pathOf(name, own)
  return d === '' ? [] : [{ kind: 'path', d, x, y, paint: paintOf(attributes) }]
}

function pathOf(name: string, own: Attributes): string {
  const n = (key: string) => Number(own[key] ?? 0)
  switch (name) {
    case 'path':
      return own['d'] ?? ''
    case 'line':
      return `M${n('x1')} ${n('y1')}L${n('x2')} ${n('y2')}`
    case 'rect': {
      const { x, y, width, height } = boxOf(own)
      return `M${x} ${y}H${x + width}V${y + height}H${x}Z`
    }
    case 'circle': {
      const r = n('r')
      return `M${n('cx') - r} ${n('cy')}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`
    }
    default:
      return ''
  }
}

function boxOf(own: Attributes) {
  const n = (key: string) => Number(own[key] ?? 0)
  return { x: n('x'), y: n('y'), width: n('width'), height: n('height') }
}

function paintOf(attributes: Attributes): Paint {
  const colour = (name: string) => {
    const value = attributes[name]
    return value === undefined || value === 'none' ? null : value
  }
  return {
    fill: colour('fill'),
    fillOpacity: Number(attributes['fill-opacity'] ?? 1),
    stroke: colour('stroke'),
    strokeWidth: Number(attributes['stroke-width'] ?? 1),
    dash: (attributes['stroke-dasharray'] ?? '').split(/[ ,]+/).filter(Boolean).map(Number),
    isRoundCap: attributes['stroke-linecap'] === 'round',
  }
}

function textShape({ attributes, x, y }: Inherited, text: string): Shape {
  const anchor = attributes['text-anchor']
  return {
    kind: 'text',
    text,
    x: x + Number(attributes['x'] ?? 0),
    y: y + Number(attributes['y'] ?? 0),
    size: Number(attributes['font-size'] ?? 12),
    isBold: Number(attributes['font-weight'] ?? 400) >= 600,
    anchor: anchor === 'middle' || anchor === 'end' ? anchor : 'start',
    fill: attributes['fill'] ?? '#000000',
  }
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
