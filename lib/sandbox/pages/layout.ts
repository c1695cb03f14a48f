import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { COPY_SCRIPT, LOOK } from './look.ts'

export type Html = ReturnType<typeof html>

/** Own style and script by hash, images and frames from this host, nothing else. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src '${hash(LOOK)}'`,
  `script-src '${hash(COPY_SCRIPT)}'`,
  "img-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

export function layout(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Sandbox tenant</title>
        <style>
          ${raw(LOOK)}
        </style>
      </head>
      <body>
        <header class="band">
          <strong>Sandbox tenant</strong> · the tenant’s own page, as a stand-in for Benchling ·
          <a href="/">All analyses</a>
        </header>
        <main>${content}</main>
        <script>
          ${raw(COPY_SCRIPT)}
        </script>
      </body>
    </html>`
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
