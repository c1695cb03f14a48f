export interface HtmlPage {
  /** All three are markup of our own making, names in it escaped, and put in as they are. */
  readonly title: string
  readonly style: string
  readonly body: Iterable<string>
}

/** A page that opens from a disk: no script, nothing remote, and its own policy forbids both. Always light. */
export function htmlPage(page: HtmlPage): string {
  return [...htmlLines(page)].join('')
}

/** The same line by line, ends included. */
export function* htmlLines({ title, style, body }: HtmlPage): Generator<string> {
  const head = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light">',
    `<title>${title}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
  ]
  for (const line of head) yield `${line}\n`
  for (const line of body) yield `${line}\n`
  yield '</body>\n</html>\n'
}
