import { expect, it } from 'vitest'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext } from './output-fixture.ts'
import { reportHtml } from './report-html.ts'
import { resultsTable } from './results-table.ts'

const review = {
  mark: 'approved',
  state: 'approved',
  reason: '',
  note: 'second run agrees',
  basis: '01234567',
  author: 'you',
  at: '2026-11-26T08:02:00.000Z',
} as const
const changed = { ...review, mark: 'rejected', state: 'changed', reason: 'noisy data', note: '' } as const
const PARTS = ['review', 'review reason', 'review note', 'review by', 'review at']

function cells(context: Parameters<typeof resultsTable>[0], row: number): unknown[] {
  const { headers, rows } = resultsTable(context)
  return PARTS.map((header) => rows[row]?.[headers.indexOf(header)])
}

it('pushes the reviewer’s mark beside the computed verdict', () => {
  const context = outputContext([{ ...EXAMPLE_24H, review }, EXCLUDED_48H])
  expect(cells(context, 0)).toEqual(['approved', null, 'second run agrees', 'you', review.at])
  expect(cells(context, 1)).toEqual(['unreviewed', null, null, null, null])
})

it('never pushes a mark as if it still held, once the fit is another one', () => {
  const context = outputContext([{ ...EXAMPLE_24H, review: changed }])
  expect(cells(context, 0).slice(0, 2)).toEqual(['changed', 'noisy data'])
  expect(reportHtml(context)).toContain('Rejected by you, and its fit has changed since. Noisy data.')
})

it('has no such columns where nobody has reviewed anything', () => {
  const { headers } = resultsTable(outputContext([EXAMPLE_24H, EXCLUDED_48H]))
  expect(headers.filter((header) => header.startsWith('review'))).toEqual([])
})

it('says in the report which curves are left out', () => {
  const scope = '1 of 2 curves: those a reviewer approved. Left out: 1 not reviewed.'
  const report = reportHtml({ ...outputContext([{ ...EXAMPLE_24H, review }]), scope })
  expect(report).toContain(scope)
  expect(report).toContain('Approved by you. Second run agrees.')
})
