import { escapeMarkup } from '../figure/printable-text.ts'
import { htmlPage } from '../outputs/html-page.ts'

export interface FigureHtmlInput {
  readonly title: string
  /** Of our own making: put in as it is. */
  readonly svg: string
  /** Paragraphs under the figure. */
  readonly notes: readonly string[]
  readonly version: string
}

/** A figure as one page. */
export function figureHtml({ title, svg, notes, version }: FigureHtmlInput): string {
  const name = escapeMarkup(title) || 'Dose-response figure'
  return htmlPage({
    title: name,
    style: STYLE,
    body: [
      `<main><h1>${name}</h1>`,
      `<figure>${svg}`,
      `<figcaption>${notes.map((note) => `<p>${escapeMarkup(note)}</p>`).join('\n')}`,
      `<p>Made with Halfmax ${escapeMarkup(version)}.</p></figcaption></figure></main>`,
    ],
  })
}

const STYLE = `body{margin:24px;font:14px/1.5 Helvetica,Arial,sans-serif;color:#1B1F24;background:#fff}
h1{font-size:18px}svg{max-width:100%;height:auto}figure{margin:0}figcaption{max-width:70ch}`
