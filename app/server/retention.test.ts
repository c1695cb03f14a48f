import { describe, expect, it, vi } from 'vitest'
import { drafts } from '@/lib/store/schema.ts'
import { parseRetention } from './retention-settings.ts'
import { keepSweeping } from './retention.ts'
import { startTestRuntime } from './testing/test-runtime.ts'
import { runtime } from './runtime.ts'

describe('for how long things are kept', () => {
  it.each([
    ['without limit', {}, { draftDays: null, payloadDays: null }],
    ['without limit, by an empty text', { HALFMAX_DRAFT_DAYS: '' }, { draftDays: null, payloadDays: null }],
    ['for days', { HALFMAX_DRAFT_DAYS: '30', HALFMAX_PAYLOAD_DAYS: '7' }, { draftDays: 30, payloadDays: 7 }],
  ])('%s', (_, env, kept) => {
    expect(parseRetention(env)).toEqual({ ok: true, value: kept })
  })

  it.each(['0', '-1', '1.5', 'soon', '1e9'])('is refused as %s, by the name of the variable', (value) => {
    expect(parseRetention({ HALFMAX_DRAFT_DAYS: value })).toEqual({
      ok: false,
      error: [expect.stringMatching(/^HALFMAX_DRAFT_DAYS: must be/)],
    })
  })
})

it('is obeyed from the start, and the log says how much went', async () => {
  const server = await startTestRuntime()
  try {
    const place = { owner: 'a', tenantHost: 'acme.benchling.com', analysisId: 'ana_1', frameId: 'dset_1' }
    await server.store.db.insert(drafts).values({ ...place, version: 1, work: '{}', savedAt: new Date(0) })
    keepSweeping(runtime(), { draftDays: 1, payloadDays: null })
    await vi.waitFor(() => expect(server.lines.join('')).toContain('"drafts":1'), { timeout: 30_000 })
    expect(await server.store.db.select().from(drafts)).toEqual([])
  } finally {
    await server.stop()
  }
})
