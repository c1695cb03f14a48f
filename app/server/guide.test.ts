import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { flagWord } from '@/components/workbench/flag-words.ts'
import { guidePageOf } from '@/components/workbench/verdict/guide-pages.ts'
import { EXTRA_FLAGS, PARAMETER_FLAGS } from '@/lib/fit/screen/flags.ts'
import { verdictRules } from '@/lib/fit/screen/verdict.ts'
import type { Qualifier } from '@/lib/fit/types.ts'
import { CONTENTS, PAGE_NAMES } from '@/lib/guide/contents.ts'
import { pageDocument } from '@/lib/guide/page-document.ts'
import { pictureNames, readGuide } from '@/lib/guide/read-guide.ts'
import { headingId, renderPage } from '@/lib/guide/render-page.ts'
import { VERDICT_WORDS } from '@/lib/workbench/verdict-words.ts'
import { guidePageAnswer } from './guide.ts'

const folder = join(process.cwd(), 'docs/guide')
const pages = await readGuide()
const page = (name: string) => pages.find((one) => one.name === name)
const source = (name: string) => readFileSync(join(folder, `${name}.md`), 'utf8')

/** `/guide/plates#normalise` is a page that has that heading. */
function leadsSomewhere(address: string, from: string): boolean {
  const [path = '', place] = address.split('#')
  const name = path === '' ? from : path === '/guide' ? 'index' : path.replace('/guide/', '')
  const target = page(name)
  if (!target || (path !== '' && !/^\/guide(\/|$)/.test(path))) return false
  return place === undefined || target.html.includes(` id="${place}"`)
}

describe('the guide', () => {
  it('names every file in its contents once', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.md'))
    expect([...PAGE_NAMES].toSorted()).toEqual(files.map((name) => name.replace('.md', '')).toSorted())
    expect(new Set(CONTENTS.map(({ title }) => title)).size).toBe(CONTENTS.length)
    const titles = pages.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
    expect(pages.filter(({ html }) => html.match(/<h1/g)?.length !== 1).map(({ name }) => name)).toEqual([])
  })

  it('has no link or picture that leads nowhere, and none that leaves the app', async () => {
    const known = await pictureNames()
    const broken = pages.flatMap(({ name, html }) => [
      ...Array.from(html.matchAll(/ href="([^"]*)"/g), ([, address = '']) => address).filter(
        (address) => !leadsSomewhere(address, name),
      ),
      ...Array.from(html.matchAll(/ src="([^"]*)"/g), ([, address = '']) => address).filter(
        (address) => !known.includes(address.replace('/guide/pictures/', '')),
      ),
    ])
    expect(broken).toEqual([])
    // Width and height are said, so that nothing moves when a picture arrives; and each is told in words.
    const pictures = pages.flatMap(({ html }) => html.match(/<img [^>]*>/g) ?? [])
    expect(pictures.filter((tag) => !/alt="[^"]{20,}" width="\d+" height="\d+"/.test(tag))).toEqual([])
    expect(known.filter((name) => !pictures.some((tag) => tag.includes(`/${name}"`)))).toEqual([])
    const bytes = known.map((name) => statSync(join(folder, 'pictures', name)).size)
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(1_500_000)
  })

  it('is what every panel links to', () => {
    const components = join(process.cwd(), 'components')
    const files = readdirSync(components, { recursive: true, encoding: 'utf8' })
    const links = files
      .filter((name) => name.endsWith('.tsx'))
      .flatMap((name) =>
        Array.from(
          readFileSync(join(components, name), 'utf8').matchAll(
            /<HelpLink\s+(?:key=\{\w+\} )?to=("[^"]+"|\{[^}]+\})/g,
          ),
          ([, to = '']) => to,
        ),
      )
    const targets = links.flatMap((to) =>
      Array.from(to.matchAll(/["']([a-z][^"']*)["']/g), ([, one = '']) => one),
    )
    expect(targets.length).toBeGreaterThan(10)
    const drawers = readFileSync(join(components, 'workbench/bench-drawers.tsx'), 'utf8')
    const ids = Array.from(drawers.matchAll(/\bid: '([a-z]+)'/g), ([, id = '']) => id)
    expect(ids).toContain('plates')
    expect([...targets, ...ids].filter((to) => !leadsSomewhere(`/guide/${to}`, ''))).toEqual([])
  })

  it.each([...verdictRules(), ...EXTRA_FLAGS])('has a page for %s, in the words of its badge', (slug) => {
    expect(page(slug)).toBeDefined()
    if (slug !== 'reportable') expect(source(slug)).toContain(flagWord(slug))
  })

  it.each([...PARAMETER_FLAGS])('has a page for badges that name a parameter: %s', (kind) => {
    expect(page(guidePageOf(`${kind}-hill`))?.name).toBe(kind)
  })

  it('tells what every verdict and every sign mean', () => {
    const verdicts = page('verdicts')
    const headings = verdicts?.headings.map(({ text }) => text)
    expect(Object.values(VERDICT_WORDS).filter((words) => !headings?.includes(words))).toEqual([])
    const signs: Record<Qualifier, string> = { '<': 'less than', '=': 'a value', '>': 'more than' }
    for (const [sign, words] of Object.entries(signs)) {
      expect(source('verdicts')).toMatch(new RegExp(`\`${sign}\` +\\| ${words}`))
    }
    // From the verdicts every rule and badge is one click away.
    const missing = [...verdictRules(), ...EXTRA_FLAGS, ...PARAMETER_FLAGS].filter(
      (slug) => !verdicts?.html.includes(`href="/guide/${slug}"`),
    )
    expect(missing).toEqual([])
  })
})

describe('a page', () => {
  it('is a document without script or tags from its text', async () => {
    const answer = await guidePageAnswer('top-dose-too-low')
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const html = await answer.text()
    expect(html).toContain('<h1 id="why-does-it-say--100-µm">Why does it say &gt; 100 µM?</h1>')
    expect(html).not.toMatch(/<script|style=|https?:/)
    const raw = renderPage(
      { name: 'x', markdown: '# A <b>x</b>\n\n<script>alert(1)</script>\n\na <i>b</i>' },
      new Map(),
    )
    expect(raw.html).not.toMatch(/<(script|b|i)>/)
    expect(pageDocument(raw, [raw])).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('makes links to headings as Markdown viewers do', () => {
    expect(headingId('Why > 30 µM, when I tested up to 100 µM?')).toBe(
      'why--30-µm-when-i-tested-up-to-100-µm',
    )
    const { html } = renderPage(
      { name: 'x', markdown: '[a](plates.md#normalise) [b](index.md) [c](#d)' },
      new Map(),
    )
    expect(html).toContain(
      '<a href="/guide/plates#normalise">a</a> <a href="/guide">b</a> <a href="#d">c</a>',
    )
  })
})
