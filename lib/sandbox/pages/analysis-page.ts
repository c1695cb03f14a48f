import { html } from 'hono/html'
import type { AnalysisRecord } from '../records.ts'
import type { Sandbox } from '../sandbox.ts'
import { fileSheet } from './file-sheet.ts'
import { frameSheet } from './frame-sheet.ts'
import { layout } from './layout.ts'
import type { Html } from './layout.ts'

/** One analysis: outputs that came through the API first, newest on top, then what it had from the start. */
export function analysisPage(sandbox: Sandbox, analysis: AnalysisRecord): Html {
  const { tenant } = sandbox
  const frames = analysis.dataFrameIds.map((id) => tenant.frame(id)).filter((frame) => frame !== null)
  const files = analysis.fileIds.map((id) => tenant.file(id)).filter((file) => file !== null)
  const inputs = frames.filter((frame) => frame.origin === 'seeded')
  const outputs = [...frames.filter((frame) => frame.origin === 'pushed'), ...files].toSorted(
    (a, b) => b.createdAtMs - a.createdAtMs,
  )
  return layout(
    analysis.title,
    html`<h1>${analysis.title}</h1>
      <p>${analysis.about}</p>
      <p class="facts">analysis ${analysis.id} · folder ${analysis.folderId}</p>
      <section aria-labelledby="outputs">
        <h2 id="outputs">Outputs (${outputs.length})</h2>
        <p class="soft">Pushed through the API and attached here, newest first.</p>
        ${outputs.length === 0 ? html`<p>Nothing has been pushed yet.</p>` : ''}
        ${outputs.map((output) => ('filename' in output ? fileSheet(output) : frameSheet(sandbox, output)))}
      </section>
      <section aria-labelledby="inputs">
        <h2 id="inputs">Inputs (${inputs.length})</h2>
        ${inputs.length === 0 ? html`<p>The analysis has no data frames.</p>` : ''}
        ${inputs.map((frame) => frameSheet(sandbox, frame))}
      </section>
      ${leftovers(sandbox, analysis)}`,
  )
}

/** Files of a broken push stay visible in the folder, as on the real tenant; frames cannot be listed at all. */
function leftovers(sandbox: Sandbox, analysis: AnalysisRecord): Html | '' {
  const attached = new Set(sandbox.tenant.analyses().flatMap(({ fileIds }) => fileIds))
  const loose = sandbox.tenant
    .files()
    .filter((file) => file.folderId === analysis.folderId && !attached.has(file.id))
    .filter((file) => file.archiveReason === null)
  if (loose.length === 0) return ''
  return html`<section aria-labelledby="leftovers">
    <h2 id="leftovers">In the folder, attached to no analysis (${loose.length})</h2>
    ${loose.map((file) => fileSheet(file))}
  </section>`
}
