import { frameOf, R_EXAMPLE_ROWS } from '../../lib/data-frame/frame-fixture.ts'
import { guessMapping } from '../../lib/data-frame/guess-mapping.ts'
import { initialHistory, initialWork } from '../../lib/workbench/initial-work.ts'
import { reduceWork } from '../../lib/workbench/reduce-work.ts'
import { serialiseWork } from '../../lib/workbench/write-work.ts'

const FRAME = frameOf(['concentration:Float', '24 h:Float', '48 h:Float'], R_EXAMPLE_ROWS)
const AT = '2026-01-01T00:00:00.000Z'

/** Work that grows by one mark per step, saved step by step over the version before, as the page saves it. */
export function createReviewer({ person, analysisId, frameId }) {
  let history = initialHistory(initialWork(guessMapping(FRAME)))
  let version = 0
  let marks = 0
  const save = (work) =>
    person.json('save of a draft', '/api/drafts', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ analysisId, frameId, base: version, work }),
    })
  return {
    marks: () => marks,
    /** One more curve is marked, and saved. */
    mark: async () => {
      const review = { mark: 'approved', reason: '', note: '', basis: 'fit', author: person.who, at: AT }
      const reviews = [{ curveId: `curve ${marks}`, review }]
      history = reduceWork(history, { kind: 'set-review', reviews }, AT)
      marks += 1
      const work = serialiseWork(history.present, FRAME.columns)
      const answer = await save(work)
      if (answer.kind === 'saved') version = answer.version
      // Saved before, and the answer was lost with the replica: what is there is this very work.
      else if (answer.draft?.work === work) version = answer.draft.version
      else throw new Error(`${person.who}: the draft is another one than was saved`)
    },
    /** @returns {Promise<number>} marks of the draft as the server has it now */
    kept: async () => {
      const query = new URLSearchParams({ analysisId, frameId })
      const draft = await person.json('reading of a draft', `/api/drafts?${query}`)
      return JSON.parse(draft.work).reviews.length
    },
  }
}
