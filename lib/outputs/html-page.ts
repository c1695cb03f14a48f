export interface HtmlPage {
  /** All three are markup of our own making, names in it escaped, and put in as they are. */
  readonly title: string
  readonly style: string
  readonly body: readonly string[]
}

/** A page that opens from a disk: no script, nothing remote, and its own policy forbids both. Always light. */
export function htmlPage({ title, style, body }: HtmlPage): string {
  return [
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
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}
