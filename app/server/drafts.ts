import 'server-only'
import * as z from 'zod'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import { draftActs } from '@/lib/store/drafts/draft-acts.ts'
import { readDraft, saveDraft, type DraftPlace, type StoredDraft } from '@/lib/store/drafts/drafts.ts'
import { workOf } from '@/lib/store/drafts/read-work.ts'
import type { DraftAnswer, WorkDraft } from '@/lib/workbench/ports.ts'
import { connectTo, type AnalysisConnection } from './connection.ts'
import { ownerMark } from './person.ts'
import { INVALID_INPUT, NOT_SIGNED_IN, TOO_MANY_DRAFTS } from './problems.ts'
import { auditContext, withoutSecrets } from './record.ts'
import { runtime } from './runtime.ts'

/** Of one frame's work; thousands of marked curves take less than one. */
export const MAX_DRAFT_BYTES = 4_000_000

const Place = z.object({
  analysisId: z.string().max(100),
  frameId: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
  /** Mark of the person whose page asks; absent where nobody signed in to it. */
  owner: z.string().max(100).optional(),
})
const Saving = Place.extend({
  base: z.int().nonnegative().max(2_000_000_000),
  // A zero byte is no text to the database, and no work holds one.
  work: z
    .string()
    .max(MAX_DRAFT_BYTES)
    .refine((text) => !text.includes('\u0000')),
})

/** What the person who asks last saved of a frame, in whichever browser; null where that is nothing. */
export async function findDraft(raw: unknown): Promise<Result<WorkDraft | null, Problem>> {
  const input = Place.safeParse(raw)
  if (!input.success) return err(INVALID_INPUT)
  const connection = await connectAsOwner(input.data)
  if (!connection.ok) return connection
  return ok(await readDraft(runtime().store.db, placeOf(connection.value, input.data.frameId)))
}

/** Saves it over the version it began from, with what changed on record; answers with what is there where that is another. */
export async function saveOwnDraft(raw: unknown): Promise<Result<DraftAnswer, Problem>> {
  const input = Saving.safeParse(raw)
  if (!input.success) return err(INVALID_INPUT)
  const connection = await connectAsOwner(input.data)
  if (!connection.ok) return connection
  const { base, work, frameId } = input.data
  const after = workOf(work)
  if (after === null) return err(INVALID_INPUT)
  const { store } = runtime()
  const { person, grant } = connection.value
  const saved = await saveDraft(
    store.db,
    { place: placeOf(connection.value, frameId), draft: { base, work } },
    {
      context: await auditContext(person, grant),
      acts: (before) => draftActs(before === null ? null : workOf(before), after).map(withoutSecrets),
    },
  )
  if (saved.ok) return ok({ kind: 'saved', version: saved.value })
  return saved.error.kind === 'stale' ? ok(stale(saved.error.draft)) : err(TOO_MANY_DRAFTS)
}

/** A page that is still open when somebody else has signed in writes nothing into their work, and reads none of it. */
async function connectAsOwner({
  owner,
  analysisId,
}: z.infer<typeof Place>): Promise<Result<AnalysisConnection, Problem>> {
  const connection = await connectTo({ analysisId })
  const isAnothers = connection.ok && owner !== undefined && owner !== ownerMark(connection.value.person)
  return isAnothers ? err(NOT_SIGNED_IN) : connection
}

function stale(draft: StoredDraft | null): DraftAnswer {
  return { kind: 'stale', draft }
}

function placeOf({ owner, grant }: AnalysisConnection, frameId: string): DraftPlace {
  const { tenantHost, analysisId } = grant
  return { owner, tenantHost, analysisId, frameId }
}
