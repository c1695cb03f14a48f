import { CONTENTS } from './contents.ts'
import { escapeHtml, guideAddress, type GuidePage } from './render-page.ts'

/** A page as a whole HTML document: no script, one stylesheet and the theme, contents and neighbours as links. */
export function pageDocument(page: GuidePage, pages: readonly GuidePage[]): string {
  const at = pages.indexOf(page)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}, Halfmax guide</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/guide/style.css">
<link rel="stylesheet" href="/guide/theme.css">
</head>
<body>
<a class="skip" href="#text">To the text</a>
<header class="top"><a class="home" href="/">${MARK}Halfmax</a><a href="/guide">Guide</a><a class="to-pages" href="#pages">All pages</a></header>
<div class="columns">
<main id="text">
<article>
${withPlaces(page)}
</article>
<nav class="near" aria-label="Next to this page">${neighbour('Before', pages[at - 1])}${neighbour('Next', pages[at + 1])}</nav>
</main>
<nav id="pages" class="pages" aria-label="Pages of the guide">
${CONTENTS.map((part) => partList(part, page, pages)).join('\n')}
</nav>
</div>
</body>
</html>
`
}

/** The headings of a longer page as links, right under its title. */
function withPlaces({ html, headings }: GuidePage): string {
  if (headings.length < 3) return html
  const places = headings.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`)
  const list = `<nav class="places" aria-label="On this page"><ul>${places.join('')}</ul></nav>`
  return html.replace('</h1>', `</h1>\n${list}`)
}

function neighbour(word: string, page: GuidePage | undefined): string {
  if (page === undefined) return '<span></span>'
  return `<a href="${guideAddress(page.name)}"><span>${word}</span>${escapeHtml(page.title)}</a>`
}

function partList(part: (typeof CONTENTS)[number], current: GuidePage, pages: readonly GuidePage[]): string {
  const links = part.pages.flatMap((name) => {
    const page = pages.find((one) => one.name === name)
    if (page === undefined) return []
    const mark = page === current ? ' aria-current="page"' : ''
    return [`<li><a href="${guideAddress(name)}"${mark}>${escapeHtml(page.title)}</a></li>`]
  })
  return `<div><h2>${escapeHtml(part.title)}</h2>\n<ul>${links.join('\n')}</ul></div>`
}

/** The sign of the app (components/ui/mark.tsx). */
const MARK =
  '<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none"><path d="M1.5 10h7.2M9.2 10.5V18" stroke="var(--muted)" stroke-width="1.2" stroke-dasharray="1.7 1.6"/><path d="M1.5 17c6 0 5.6-13.9 17-14" stroke="var(--accent)" stroke-width="2" stroke-linecap="round"/><circle cx="9.2" cy="10" r="2.2" fill="var(--bg)" stroke="var(--text)" stroke-width="1.5"/></svg>'
