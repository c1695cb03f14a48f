import { strFromU8, unzipSync } from 'fflate'
import readXlsx from 'read-excel-file/node'
import { expect, it } from 'vitest'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext, withFit } from './output-fixture.ts'
import { resultsTable } from './results-table.ts'
import { workbookBytes } from './workbook.ts'

const context = outputContext([EXAMPLE_24H, EXCLUDED_48H])

async function sheetsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, readonly (readonly unknown[])[]>> {
  const sheets = await readXlsx(Buffer.from(bytes))
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]))
}

it('holds results, data, exclusions and policy, and reads back to the digit', async () => {
  const sheets = await sheetsOf(await workbookBytes(context))
  expect([...sheets.keys()]).toEqual(['Results', 'Data', 'Exclusions', 'Policy'])
  const [headers, ...rows] = sheets.get('Results') ?? []
  const table = resultsTable(context)
  expect(headers).toEqual(table.headers)
  expect(rows).toEqual(
    table.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell.trim() : cell))),
  )

  const data = sheets.get('Data') ?? []
  expect(data).toHaveLength(1 + 42)
  const excluded = data.filter((row) => row[8] === 'false')
  expect(excluded.map((row) => [row[0], row[7], row[10]])).toEqual([[11, 2, 'same value as row 4']])
  expect(
    sheets
      .get('Exclusions')
      ?.slice(1)
      .map((row) => [row[0], row[2], row[3]]),
  ).toEqual([[11, 'by hand', 'same value as row 4']])
  const policy = sheets.get('Policy') ?? []
  expect(policy).toContainEqual(['policy', 'R example'])
  expect(policy).toContainEqual(['constraints', 'bottom fixed 0, top fixed 100'])
  expect(policy).toContainEqual(['source data frame', 'Cell mortality'])
})

it('keeps a limit apart from values, with its sign', async () => {
  const { relative } = EXAMPLE_24H.fit
  const beyond = withFit(EXAMPLE_24H, {
    relative: { ...relative, logDose: 2, qualifier: '>', interval: null },
  })
  const [headers = [], row = []] =
    (await sheetsOf(await workbookBytes(outputContext([beyond])))).get('Results') ?? []
  const cell = (header: string) => row[headers.indexOf(header)]
  expect(cell('IC50')).toBeNull()
  expect(cell('IC50 relative qualifier')).toBe('>')
  expect(cell('IC50 relative limit (µM)')).toBe(100)
})

it.each(['=HYPERLINK("http://x","y")', "+1+cmd|' /C calc'!A0", '-2+3', '@SUM(A1)', '\t=1+1', '<b>&"\''])(
  'writes %j as a text that no spreadsheet runs',
  async (text) => {
    const named = { ...EXAMPLE_24H, cell: text, curve: { ...EXAMPLE_24H.curve, label: text } }
    const bytes = await workbookBytes(outputContext([named]))
    const parts = Object.entries(unzipSync(bytes)).filter(([name]) =>
      /^xl\/worksheets\/[^/]+\.xml$/.test(name),
    )
    expect(parts).toHaveLength(4)
    for (const [, part] of parts) expect(strFromU8(part)).not.toMatch(/<f[ >]/)
    const [, row] = (await sheetsOf(bytes)).get('Results') ?? []
    expect(row?.[0]).toBe(text.trim())
  },
)

it('survives what XML cannot hold and what a cell cannot', async () => {
  const label = `a\u0000b\uFFFF\uD800${'x'.repeat(40_000)}`
  const named = { ...EXAMPLE_24H, cell: label }
  const [, row] = (await sheetsOf(await workbookBytes(outputContext([named])))).get('Results') ?? []
  expect(String(row?.[0]).length).toBeLessThanOrEqual(32_767)
  expect(String(row?.[0]).length).toBeGreaterThan(15_000)
  expect(String(row?.[0])).toMatch(/^a b .?x/)
})
