import { strFromU8, strToU8, unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { EXAMPLE_24H, outputContext } from './output-fixture.ts'
import { plotPages } from './plot-pages.ts'

const many = (count: number) =>
  outputContext(
    Array.from({ length: count }, (_, n) => ({
      ...EXAMPLE_24H,
      curve: { ...EXAMPLE_24H.curve, id: `C${n}`, label: `CPD-${String(n).padStart(4, '0')}` },
    })),
  )
const pause = () => Promise.resolve()
/** The drawing itself in the place of its picture. */
const draw = (svg: string) => Promise.resolve(strToU8(svg))

it('draws twenty panels a page, all curves once, numbered for a listing by name', async () => {
  const bytes = await plotPages(many(45), { draw, pause })
  if (bytes === null) throw new Error('no pages')
  const pages = Object.entries(unzipSync(bytes)).map(([name, page]) => [name, strFromU8(page)] as const)
  expect(pages.map(([name]) => name)).toEqual(['page-01.png', 'page-02.png', 'page-03.png'])
  expect(pages.map(([, svg]) => svg.match(/CPD-\d{4}/g)?.length)).toEqual([20, 20, 5])
  expect(new Set(pages.flatMap(([, svg]) => svg.match(/CPD-\d{4}/g))).size).toBe(45)
  expect(pages[0]?.[1]).toContain('one scale for all')
})

it('gives the same bytes whenever it is asked', async () => {
  expect(await plotPages(many(3), { draw, pause })).toEqual(await plotPages(many(3), { draw, pause }))
})

it('gives nothing without a curve or a picture, and stops where nobody waits', async () => {
  expect(await plotPages(many(0), { draw, pause })).toBeNull()
  expect(await plotPages(many(2), { draw: () => Promise.resolve(null), pause })).toBeNull()
  const gone = () => Promise.reject(new Error('gone'))
  await expect(plotPages(many(2), { draw, pause: gone })).rejects.toThrow('gone')
})
