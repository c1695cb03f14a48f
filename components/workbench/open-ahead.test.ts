import { QueryClient } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { ok } from '@/lib/result.ts'
import type { AnalysisSummary, FrameSummary, WorkbenchActions } from '@/lib/workbench/ports.ts'
import { openAhead } from './open-ahead.ts'

const frame = (id: string, given: Partial<FrameSummary>): FrameSummary => ({
  id,
  name: id,
  state: 'ready',
  message: null,
  columns: [],
  isOwnOutput: false,
  isSuggested: false,
  ...given,
})

const analysisOf = (frames: readonly FrameSummary[]): AnalysisSummary => ({
  analysisId: 'ana_Mine1234',
  tenantHost: 'acme.benchling.com',
  tenantName: 'Acme',
  folderId: null,
  frames,
  fileCount: 0,
  analysisUrl: null,
  notices: [],
})

function open(frames: readonly FrameSummary[]) {
  const client = new QueryClient()
  const asked: string[] = []
  const exportDataFrame: WorkbenchActions['exportDataFrame'] = ({ frameId }) => {
    asked.push(frameId)
    const chunks = new ReadableStream({
      start(controller) {
        controller.enqueue({ kind: 'end', rowCount: 0 })
        controller.close()
      },
    })
    return Promise.resolve(ok({ name: 'Rows', columns: [], chunks }))
  }
  const loadAnalysis = () => Promise.reject(new Error('asked again'))
  const analysis = analysisOf(frames)
  openAhead(client, { analysisId: analysis.analysisId, analysis }, { loadAnalysis, exportDataFrame })
  return { client, asked, analysis }
}

it('asks for the rows of the suggested frame, where the workbench will look for them', async () => {
  const { client, asked } = open([frame('dset_a', {}), frame('dset_b', { isSuggested: true })])
  await vi.waitFor(() =>
    expect(client.getQueryData(['frame', 'ana_Mine1234', 'dset_b'])).toMatchObject({
      frameId: 'dset_b',
      isComplete: true,
    }),
  )
  expect(asked).toEqual(['dset_b'])
})

it('leaves the analysis as it was opened, and asks for nothing where no frame can be shown', () => {
  const { client, asked, analysis } = open([
    frame('dset_a', { state: 'failed', message: 'Invalid CSV File.' }),
  ])
  expect(client.getQueryData(['analysis', 'ana_Mine1234'])).toBe(analysis)
  expect(asked).toEqual([])
})
