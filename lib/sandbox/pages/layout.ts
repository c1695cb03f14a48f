import { html } from 'hono/html'

export type Html = ReturnType<typeof html>

/** Everything from this host, nothing inline and nothing else. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** A page of the tenant; `content` is escaped where its own template put values in. */
export function layout(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Sandbox tenant</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/look.css" />
        <script src="/copy.js" defer></script>
      </head>
      <body>
        <header class="band">
          <strong>Sandbox tenant</strong> · the tenant’s own page, as a stand-in for Benchling ·
          <a href="/">All analyses</a>
        </header>
        <main aria-label="${title}">${content}</main>
      </body>
    </html>`
}
