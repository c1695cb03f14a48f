import { expect, it } from 'vitest'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext } from './output-fixture.ts'
import { reportHtml } from './report-html.ts'
import { resultsTable } from './results-table.ts'

const override = {
  verdict: 'estimated',
  reason: 'solubility limit near the top dose',
  author: 'you',
  at: '2026-11-25T15:02:00.000Z',
} as const

const context = outputContext([{ ...EXAMPLE_24H, override }, EXCLUDED_48H])
const plain = outputContext([EXAMPLE_24H, EXCLUDED_48H])

it('pushes the override beside the computed verdict, and null for curves without', () => {
  const { headers, rows } = resultsTable(context)
  const at = (row: number, header: string) => rows[row]?.[headers.indexOf(header)]
  expect(at(0, 'IC50 relative verdict')).toBe(EXAMPLE_24H.fit.relative.verdict.kind)
  expect(['verdict', 'reason', 'by', 'at'].map((part) => at(0, `override ${part}`))).toEqual([
    'estimated',
    override.reason,
    'you',
    override.at,
  ])
  expect(at(1, 'override verdict')).toBeNull()
})

it('leaves the columns and the values of the potency as they are', () => {
  const [over, without] = [resultsTable(context), resultsTable(plain)]
  expect(without.headers.some((header) => header.startsWith('override'))).toBe(false)
  const first = over.headers.findIndex((header) => header.startsWith('override'))
  expect(over.headers.slice(0, first)).toEqual(without.headers.slice(0, first))
  expect(over.rows[0]?.slice(0, first)).toEqual(without.rows[0]?.slice(0, first))
})

it('says both in the report', () => {
  expect(reportHtml(context)).toContain('Overridden by you: Estimated. solubility limit near the top dose.')
  expect(reportHtml(plain)).not.toContain('Overridden')
})
