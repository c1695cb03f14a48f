import { describe, expect, it } from 'vitest'
import { buildOutputs } from './build-outputs.ts'
import { tableToCsv } from './csv.ts'
import { encodePieces } from './encode-pieces.ts'
import { outputFigure, outputPlotSvg } from './output-figure.ts'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext } from './output-fixture.ts'
import { preparePush } from './prepare-push.ts'
import { pushStateOf } from './push-state-of.ts'
import { reportBytes, reportHtml } from './report-html.ts'
import { resultsTable } from './results-table.ts'
import type { FittedCurve } from './types.ts'

const COUNT = 24

function screen() {
  const curves = Array.from({ length: COUNT }, (_, i): FittedCurve => {
    const one = i % 2 === 0 ? EXAMPLE_24H : EXCLUDED_48H
    return { ...one, curve: { ...one.curve, id: `${i}|${one.curve.id}`, label: `Compound ${i}` } }
  })
  return outputContext(curves)
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

describe('a push that is prepared with pauses', () => {
  it('pauses after every curve, panel page and row, and makes what is made at once', () => {
    const [context, other] = [screen(), screen()]
    const pauses = [...preparePush(context)].length
    // Figure, table, CSV, methods, potency and table of the report, state: each once for every curve.
    expect(pauses).toBeGreaterThan(7 * COUNT)
    const [results, report] = buildOutputs(context, ['results', 'report-html'], {})
    expect(text(results?.bytes)).toBe(tableToCsv(resultsTable(other)))
    expect(text(report?.bytes)).toBe(reportHtml(other))
    expect(outputPlotSvg(context)).toBe(outputPlotSvg(other))
    expect(pushStateOf(context)).toEqual(pushStateOf(other))
  })

  it('is not made again afterwards, whoever asks', () => {
    const context = screen()
    expect([...preparePush(context)].length).toBeGreaterThan(COUNT)
    const [results] = buildOutputs(context, ['results'], {})
    expect(buildOutputs(context, ['results'], {})[0]?.bytes).toBe(results?.bytes)
    expect(reportBytes(context)).toBe(reportBytes(context))
    expect(outputFigure(context)).toBe(outputFigure(context))
    expect([...preparePush(context)].length).toBeLessThan(4)
  })

  it('goes on from the beginning where it was left in the middle', () => {
    const context = screen()
    const left = preparePush(context)
    for (let i = 0; i < COUNT / 2; i += 1) left.next()
    left.return()
    expect(resultsTable(context).rows).toHaveLength(COUNT)
    expect(outputFigure(context).curves.map(({ label }) => label)).toEqual(
      Array.from({ length: COUNT }, (_, i) => `Compound ${i}`),
    )
  })
})

it('texts one after the other are encoded as they would be together', () => {
  const texts = ['µ', 'x'.repeat(70_000), '', '—\n', '€'.repeat(40_000)]
  const pieces = encodePieces(texts)
  let step = pieces.next()
  while (step.done !== true) step = pieces.next()
  expect(Buffer.from(step.value).equals(Buffer.from(texts.join('')))).toBe(true)
})
