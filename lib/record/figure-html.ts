import { escapeMarkup } from '../figure/printable-text.ts'

export interface FigureHtmlInput {
  readonly title: string
  /** Of our own making: put in as it is. */
  readonly svg: string
  /** Paragraphs under the figure. */
  readonly notes: readonly string[]
  readonly version: string
}

/** A figure as one page that opens from a disk: no script, nothing remote, and its own policy forbids both. Always light. */
export function figureHtml({ title, svg, notes, version }: FigureHtmlInput): string {
  const name = escapeMarkup(title) || 'Dose-response figure'
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light">',
    `<title>${name}</title>`,
    '<style>body{margin:24px;font:14px/1.5 Helvetica,Arial,sans-serif;color:#1B1F24;background:#fff}',
    'h1{font-size:18px}svg{max-width:100%;height:auto}figure{margin:0}figcaption{max-width:70ch}</style>',
    '</head>',
    '<body>',
    `<main><h1>${name}</h1>`,
    `<figure>${svg}`,
    `<figcaption>${notes.map((note) => `<p>${escapeMarkup(note)}</p>`).join('\n')}`,
    `<p>Made with Halfmax ${escapeMarkup(version)}.</p></figcaption></figure></main>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}
