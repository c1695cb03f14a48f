import { html } from 'hono/html'
import type { FileRecord } from '../records.ts'
import type { Html } from './layout.ts'
import { day, STATUS_WORDS } from './words.ts'

/** One file, opened in place where a browser can show it. */
export function fileSheet(file: FileRecord): Html {
  const status = file.archiveReason === null ? STATUS_WORDS[file.uploadStatus] : 'archived'
  return html`<article class="sheet" aria-labelledby="${file.id}">
    <h2 class="item" id="${file.id}">${file.name}</h2>
    <div class="facts">
      <span class="tag">${status}</span> file ${file.id} · ${file.filename} · ${day(file.createdAtMs)}
    </div>
    ${file.errorMessage === null ? '' : html`<p>${file.errorMessage}</p>`}
    ${file.uploadStatus === 'SUCCEEDED' ? opened(file) : ''}
  </article>`
}

function opened(file: FileRecord): Html {
  const address = `/files/${file.id}/content`
  const download = html`<p><a href="${address}?download">Download ${file.filename}</a></p>`
  if (/\.html$/i.test(file.filename)) {
    // Scripts run, but in an origin of their own and, by the content's policy, without network.
    return html`<iframe src="${address}" sandbox="allow-scripts" title="${file.name}"></iframe>${download}`
  }
  if (/\.(?:png|jpe?g)$/i.test(file.filename)) {
    return html`<img src="${address}" alt="${file.name}" />${download}`
  }
  return download
}
