import { expect, it } from 'vitest'
import { figureSvg } from '../../figure/svg.ts'
import { outputFigure } from '../output-figure.ts'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext } from '../output-fixture.ts'
import { svgShapes } from './svg-shapes.ts'

it('reads positions, paint and text, with what outer elements hand down', () => {
  const shapes = svgShapes(
    '<svg font-size="12"><title>no text</title><g font-size="10" fill="#FF0000"><path d="M0 0h2" transform="translate(3 4)"/>' +
      '<text x="1" y="2" text-anchor="end" font-weight="600" fill="#00FF00">a &amp; b &lt; c</text></g>' +
      '<line x1="1" y1="2" x2="3" y2="4" stroke="#0000FF" stroke-width="1.5" stroke-dasharray="3 2"/></svg>',
  )
  expect(shapes).toEqual([
    expect.objectContaining({ kind: 'path', d: 'M0 0h2', x: 3, y: 4 }),
    {
      kind: 'text',
      text: 'a & b < c',
      x: 1,
      y: 2,
      size: 10,
      isBold: true,
      anchor: 'end',
      fill: '#00FF00',
    },
    expect.objectContaining({
      d: 'M1 2L3 4',
      paint: {
        fill: null,
        fillOpacity: 1,
        stroke: '#0000FF',
        strokeWidth: 1.5,
        dash: [3, 2],
        isRoundCap: false,
      },
    }),
  ])
})

it('cuts what is clipped and nothing after it', () => {
  const shapes = svgShapes(
    '<svg><defs><clipPath id="a"><rect x="1" y="2" width="3" height="4"/></clipPath></defs>' +
      '<g clip-path="url(#a)"><path d="M0 0h9" stroke="#000000"/></g><path d="M1 1h9" stroke="#000000"/></svg>',
  )
  expect(shapes.map((shape) => (shape.kind === 'path' ? shape.d : shape.kind))).toEqual([
    'clip',
    'M0 0h9',
    'unclip',
    'M1 1h9',
  ])
  expect(shapes[0]).toEqual({ kind: 'clip', x: 1, y: 2, width: 3, height: 4 })
})

it('leaves out nothing of a figure', () => {
  const context = outputContext([EXAMPLE_24H, EXCLUDED_48H])
  for (const arePanels of [false, true]) {
    const svg = figureSvg(outputFigure(context), { arePanels })
    const shapes = svgShapes(svg)
    const count = (pattern: RegExp) => svg.match(pattern)?.length ?? 0
    const clips = count(/<clipPath/g)
    expect(shapes.filter(({ kind }) => kind === 'text')).toHaveLength(count(/<text/g))
    expect(shapes.filter(({ kind }) => kind === 'clip')).toHaveLength(clips)
    expect(shapes.filter(({ kind }) => kind === 'path')).toHaveLength(
      count(/<(?:path|line|circle|rect)/g) - clips,
    )
    expect(JSON.stringify(shapes)).not.toMatch(/NaN|null,"y"/)
  }
})
