import { html } from 'hono/html'
import { sampleKey } from '../sample-key.ts'
import type { AnalysisRecord } from '../records.ts'
import type { Sandbox } from '../sandbox.ts'
import { layout } from './layout.ts'
import type { Html } from './layout.ts'

/** Every analysis with its key, as the tenant's import/export panel hands it out. */
export function listPage(sandbox: Sandbox): Html {
  return layout(
    'Analyses',
    html`<h1>Analyses</h1>
      <p class="soft">
        Copy the key of an analysis and paste it into the tool that should read it and write back to it.
      </p>
      <p id="said" role="status" class="soft"></p>
      ${sandbox.tenant.analyses().map((analysis) => entry(sandbox, analysis))}`,
  )
}

function entry(sandbox: Sandbox, { id, title, about }: AnalysisRecord): Html {
  const key = sampleKey(id, sandbox.addresses.host, sandbox.now())
  return html`<section class="sheet" aria-labelledby="${id}-title">
    <h2 id="${id}-title"><a href="/analyses/${id}">${title}</a></h2>
    <p>${about}</p>
    <div class="facts">${id}</div>
    <div class="key">
      <input id="${id}-key" aria-label="Analysis key of ${title}" value="${key}" readonly />
      <button
        type="button"
        data-copies="${id}-key"
        data-said="The key of ${title} is copied."
        aria-label="Copy the key of ${title}"
      >
        Copy
      </button>
    </div>
  </section>`
}
