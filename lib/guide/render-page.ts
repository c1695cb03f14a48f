import { Marked, type Tokens } from 'marked'

export interface GuideHeading {
  readonly id: string
  readonly text: string
}

export interface GuidePage {
  /** Its file without `.md`; the last part of its address. */
  readonly name: string
  /** The one first heading. */
  readonly title: string
  /** All of the page, first heading included. */
  readonly html: string
  /** Second headings, in order. */
  readonly headings: readonly GuideHeading[]
}

/**
 * A page of the guide as HTML. Tags in the text are shown as they are written, never obeyed; links to `other.md#place`
 * become addresses in the app; pictures keep their place beside the pages.
 *
 * @param sizes  width and height in CSS pixels by file name, so that nothing jumps when a picture arrives
 */
export function renderPage(
  { name, markdown }: { readonly name: string; readonly markdown: string },
  sizes: ReadonlyMap<string, readonly [number, number]>,
): GuidePage {
  const headings: GuideHeading[] = []
  let title = ''
  const marked = new Marked({ gfm: true })
  marked.use({
    renderer: {
      heading({ tokens, depth }: Tokens.Heading) {
        const inner = this.parser.parseInline(tokens)
        const text = plain(inner)
        if (depth === 1) title = text
        if (depth === 2) headings.push({ id: headingId(text), text })
        return `<h${depth} id="${headingId(text)}">${inner}</h${depth}>\n`
      },
      html: ({ text }) => escapeHtml(text),
      link({ href, tokens }: Tokens.Link) {
        return `<a href="${escapeHtml(addressOf(href))}">${this.parser.parseInline(tokens)}</a>`
      },
      image: ({ href, text }) => picture(href, text, sizes),
      table(table: Tokens.Table) {
        const head = table.header.map(
          (cell) => `<th scope="col">${this.parser.parseInline(cell.tokens)}</th>`,
        )
        const rows = table.rows.map((row) => {
          const cells = row.map((cell) => `<td>${this.parser.parseInline(cell.tokens)}</td>`)
          return `<tr>${cells.join('')}</tr>`
        })
        return `<div class="table"><table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>\n`
      },
    },
  })
  const html = marked.parse(markdown, { async: false })
  return { name, title, html, headings }
}

/** As Markdown viewers make them, so that a link to a heading works in either. */
export function headingId(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** `plates.md#wells` is `/guide/plates#wells`; `index.md` is `/guide`; a place on the same page stays. */
function addressOf(href: string): string {
  const [, file, place = ''] = /^([a-z0-9-]+)\.md(#.+)?$/.exec(href) ?? []
  if (file === undefined) return href
  return `${guideAddress(file)}${place}`
}

export function guideAddress(name: string): string {
  return name === 'index' ? '/guide' : `/guide/${name}`
}

function picture(href: string, text: string, sizes: ReadonlyMap<string, readonly [number, number]>): string {
  const size = sizes.get(href.replace('pictures/', ''))
  const room = size === undefined ? '' : ` width="${size[0]}" height="${size[1]}"`
  return `<img src="/guide/${escapeHtml(href)}" alt="${escapeHtml(text)}"${room}>`
}

/** The words of a heading's HTML. */
function plain(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
